package io.attain.calculation.engine;

import java.util.List;

import io.attain.plan.language.PlanDefinition;

/** A plan version ready to be calculated with: immutable, shared by everyone in it. */
public final class CompiledPlan {

    private final PlanDefinition definition;
    private final List<CompiledComponent> components;

    private CompiledPlan(PlanDefinition definition, List<CompiledComponent> components) {
        this.definition = definition;
        this.components = components;
    }

    /** @param vocabulary made of this plan among others, and the one the credits are read with */
    public static CompiledPlan compile(PlanDefinition definition, Vocabulary vocabulary) {
        int digits = definition.currency().getDefaultFractionDigits();
        return new CompiledPlan(definition, definition.components().stream()
                .map(component -> new CompiledComponent(component, digits, vocabulary)).toList());
    }

    public PlanDefinition definition() {
        return definition;
    }

    List<CompiledComponent> components() {
        return components;
    }
}
