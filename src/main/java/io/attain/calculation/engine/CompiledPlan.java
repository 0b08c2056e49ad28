package io.attain.calculation.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

import io.attain.plan.language.Component;
import io.attain.plan.language.PlanDefinition;

/** A plan version ready to be calculated with: immutable, shared by everyone in it. */
public final class CompiledPlan {

    private final PlanDefinition definition;
    private final List<CompiledComponent> components;

    private CompiledPlan(PlanDefinition definition, List<CompiledComponent> components) {
        this.definition = definition;
        this.components = components;
    }

    /**
     * @param vocabulary made of this plan among others, and the one the credits are read with
     * @throws IllegalArgumentException when the earnings of components depend on each other in a circle, or a formula
     *                                  cannot be read
     */
    public static CompiledPlan compile(PlanDefinition definition, Vocabulary vocabulary) {
        Set<String> ids = definition.components().stream().map(Component::id).collect(Collectors.toSet());
        int digits = definition.currency().getDefaultFractionDigits();
        List<CompiledComponent> components = definition.components().stream()
                .map(component -> new CompiledComponent(component, digits, vocabulary, ids)).toList();
        SequencedMap<String, List<String>> needs = new LinkedHashMap<>();
        components.forEach(component -> needs.put(component.definition.id(), component.earningsOf));
        Dependencies.order(needs);
        return new CompiledPlan(definition, components);
    }

    public PlanDefinition definition() {
        return definition;
    }

    List<CompiledComponent> components() {
        return components;
    }
}
