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
 * @param examples   what the plan promises in numbers
 */
public record PlanDefinition(String id, Text name, Optional<Text> description, Currency currency, String calendar,
        DateRange effective, Conversion conversion, List<Component> components, PlanPay pay, List<Example> examples) {

    public static final String LANGUAGE = "attain/1";

    public PlanDefinition {
        components = List.copyOf(components);
        examples = List.copyOf(examples);
    }

    /** A plan of components alone. */
    public static PlanDefinition of(String id, String name, Currency currency, String calendar, DateRange effective,
            List<Component> components) {
        return new PlanDefinition(id, Text.of(name), Optional.empty(), currency, calendar, effective,
                Conversion.EVENT_DATE, components, PlanPay.NONE, List.of());
    }

    /** The same plan with other components. */
    public PlanDefinition with(List<Component> others) {
        return new PlanDefinition(id, name, description, currency, calendar, effective, conversion, others, pay,
                examples);
    }

    /** The same plan with other examples. */
    public PlanDefinition promising(List<Example> others) {
        return new PlanDefinition(id, name, description, currency, calendar, effective, conversion, components, pay,
                others);
    }

    public Optional<Component> component(String componentId) {
        return components.stream().filter(component -> component.id().equals(componentId)).findFirst();
    }
}
