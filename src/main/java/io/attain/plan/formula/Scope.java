package io.attain.plan.formula;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a formula may look at where it stands. */
public final class Scope {

    /** Functions that take the id of a component of the same plan. */
    private static final Set<String> OF_COMPONENT = Set.of("measure", "attainment", "quota", "earned");

    private static final Map<String, Type> FIELDS = Map.of("amount", Type.NUMBER, "margin", Type.NUMBER, "quantity",
            Type.NUMBER, "product", Type.TEXT, "account", Type.TEXT, "role", Type.TEXT, "kind", Type.TEXT, "currency",
            Type.TEXT, "date", Type.DATE);
    private static final Map<String, Type> FIGURES = Map.of("measure", Type.NUMBER, "attainment", Type.NUMBER, "quota",
            Type.NUMBER, "earned", Type.NUMBER, "target", Type.NUMBER, "tenure", Type.NUMBER, "team", Type.TEXT,
            "role", Type.TEXT);

    private final Map<String, Type> names;
    private final boolean attributes;
    private final Map<String, Set<String>> functions;

    private Scope(Map<String, Type> names, boolean attributes, Map<String, Set<String>> functions) {
        this.names = Collections.unmodifiableMap(new TreeMap<>(names));
        this.attributes = attributes;
        this.functions = Collections.unmodifiableMap(new TreeMap<>(functions));
    }

    /** The fields of one credit. A name that is none of them is an attribute: a text or a number, as it is used. */
    public static Scope ofCredit() {
        return new Scope(FIELDS, true, Map.of());
    }

    /**
     * The figures of a window: of the component itself by name, of the others by function.
     *
     * @param components the ids of all components of the plan
     */
    public static Scope ofWindow(Set<String> components) {
        Map<String, Set<String>> functions = new TreeMap<>();
        OF_COMPONENT.forEach(function -> functions.put(function, new TreeSet<>(components)));
        functions.put("kpi", Set.of());
        return new Scope(FIGURES, false, functions);
    }

    /** No name has one type among the fields and another among the figures. */
    static Type typeOfKnown(String name) {
        return FIELDS.getOrDefault(name, FIGURES.getOrDefault(name, Type.NUMBER));
    }

    Optional<Type> typeOf(String name) {
        return Optional.ofNullable(names.get(name));
    }

    /** Whether names beyond those listed are attributes. */
    boolean hasAttributes() {
        return attributes;
    }

    Set<String> names() {
        return names.keySet();
    }

    boolean hasFunction(String function) {
        return functions.containsKey(function);
    }

    Set<String> functionNames() {
        return functions.keySet();
    }

    /** What the function can be asked about; anything, where there is nothing. */
    Set<String> argumentsOf(String function) {
        return functions.getOrDefault(function, Set.of());
    }
}
