package io.attain.plan.formula;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A formula whose names are known and whose types fit: evaluating it cannot fail. Immutable. */
public final class TypedFormula {

    private final Expression expression;
    private final Type type;
    private final Map<String, Type> attributes;
    private final Set<String> names;
    private final Set<Reference> references;

    TypedFormula(Expression expression, Type type, Map<String, Type> attributes, Set<String> names,
            Set<Reference> references) {
        this.expression = expression;
        this.type = type;
        this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        this.names = Collections.unmodifiableSet(new TreeSet<>(names));
        this.references = Collections.unmodifiableSet(new TreeSet<>(references));
    }

    public Expression expression() {
        return expression;
    }

    public Type type() {
        return type;
    }

    /** The attributes of a credit that it looks at, and what it takes them for. */
    public Map<String, Type> attributes() {
        return attributes;
    }

    /** The names of the scope that it looks at. */
    public Set<String> names() {
        return names;
    }

    /** The other components and key figures that it looks at. */
    public Set<Reference> references() {
        return references;
    }

    /**
     * The result of a formula that is a number. Exact, but that a division is cut toward zero at 34 digits.
     *
     * @return none where a value is missing, something is divided by zero, or a result has more than 400 digits
     * @throws IllegalStateException when it is not a number
     */
    public Optional<BigDecimal> number(Values values) {
        return new Evaluator(wanted(Type.NUMBER), values).number(expression);
    }

    /**
     * The result of a formula that is a condition. A comparison with what is missing is false.
     *
     * @throws IllegalStateException when it is not a condition
     */
    public boolean holds(Values values) {
        return new Evaluator(wanted(Type.BOOLEAN), values).holds(expression);
    }

    private Map<String, Type> wanted(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException("the formula is %s, not %s".formatted(type, wanted));
        }
        return attributes;
    }
}
