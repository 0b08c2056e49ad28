package io.attain.plan.language;

import java.util.Currency;
import java.util.List;
import java.util.Optional;

import io.attain.shared.DateRange;

/**
 * What a plan version says.
 *
 * @param id         the slug of the plan
 * @param calendar   the calendar whose periods are paid, such as {@code quarters}
 * @param effective  when the version counts, before any later version takes over
 * @param components at least one, in the order of the document
 */
public record PlanDefinition(String id, String name, Optional<String> description, Currency currency, String calendar,
        DateRange effective, List<Component> components) {

    public static final String LANGUAGE = "attain/1";

    public PlanDefinition {
        components = List.copyOf(components);
    }

    public Optional<Component> component(String componentId) {
        return components.stream().filter(component -> component.id().equals(componentId)).findFirst();
    }
}
