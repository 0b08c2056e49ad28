package io.attain.plan;

import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;

/**
 * A plan to begin with: complete, with examples that hold, in English and Chinese.
 *
 * @param id         a slug, such as {@code account-executive}
 * @param definition its calendar says only how often it is meant to pay
 */
public record PlanTemplate(String id, PlanDefinition definition) {

    public Text name() {
        return definition.name();
    }

    /** What it is for, in a sentence or two. */
    public Text description() {
        return definition.description().orElse(definition.name());
    }
}
