package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** In which order components are paid: a component comes after those whose earnings its formulas look at. */
final class Dependencies {

    private enum Visit {
        UNDER_WAY, DONE
    }

    private final Map<String, ? extends Collection<String>> needs;
    private final Map<String, Visit> visits = new HashMap<>();
    private final List<String> ordered = new ArrayList<>();

    private Dependencies(Map<String, ? extends Collection<String>> needs) {
        this.needs = needs;
    }

    /**
     * The order of the document, but for what must come earlier.
     *
     * @param needs by component, those whose earnings it looks at
     * @throws IllegalArgumentException when components wait for each other, naming one
     */
    static List<String> order(SequencedMap<String, ? extends Collection<String>> needs) {
        Dependencies dependencies = new Dependencies(needs);
        needs.keySet().forEach(dependencies::visit);
        return dependencies.ordered;
    }

    private void visit(String component) {
        Collection<String> needed = needs.get(component);
        Visit visit = visits.get(component);
        if (needed == null || visit == Visit.DONE) {
            return;
        }
        if (visit == Visit.UNDER_WAY) {
            throw new IllegalArgumentException(
                    "Component \"%s\" looks at earnings that depend on its own.".formatted(component));
        }
        visits.put(component, Visit.UNDER_WAY);
        needed.forEach(this::visit);
        visits.put(component, Visit.DONE);
        ordered.add(component);
    }
}
