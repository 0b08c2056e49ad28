package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attain.plan.language.Component;

/** In which order components are paid: a component comes after those whose earnings its formulas look at. */
final class Dependencies {

    private enum Visit {
        UNDER_WAY, DONE
    }

    private final Map<String, Component> byId = new HashMap<>();
    private final Map<String, Visit> visits = new HashMap<>();
    private final List<Component> ordered = new ArrayList<>();

    private Dependencies(List<Component> components) {
        components.forEach(component -> byId.put(component.id(), component));
    }

    /**
     * The order of the document, but for what must come earlier.
     *
     * @throws IllegalArgumentException when components wait for each other, naming one
     */
    static List<Component> order(List<Component> components) {
        Dependencies dependencies = new Dependencies(components);
        components.forEach(dependencies::visit);
        return dependencies.ordered;
    }

    private void visit(Component component) {
        Visit visit = visits.get(component.id());
        if (visit == Visit.DONE) {
            return;
        }
        if (visit == Visit.UNDER_WAY) {
            throw new IllegalArgumentException(
                    "Component \"%s\" looks at earnings that depend on its own.".formatted(component.id()));
        }
        visits.put(component.id(), Visit.UNDER_WAY);
        for (String id : Formulas.earningsOf(component, byId.keySet())) {
            Component needed = byId.get(id);
            if (needed != null) {
                visit(needed);
            }
        }
        visits.put(component.id(), Visit.DONE);
        ordered.add(component);
    }
}
