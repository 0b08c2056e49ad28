package io.attain.plan.formula;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.attain.plan.formula.Expression.And;
import io.attain.plan.formula.Expression.Arithmetic;
import io.attain.plan.formula.Expression.BooleanLiteral;
import io.attain.plan.formula.Expression.Call;
import io.attain.plan.formula.Expression.Comparison;
import io.attain.plan.formula.Expression.Conditional;
import io.attain.plan.formula.Expression.DateLiteral;
import io.attain.plan.formula.Expression.Name;
import io.attain.plan.formula.Expression.Negation;
import io.attain.plan.formula.Expression.Not;
import io.attain.plan.formula.Expression.NumberLiteral;
import io.attain.plan.formula.Expression.OneOf;
import io.attain.plan.formula.Expression.Operator;
import io.attain.plan.formula.Expression.Or;
import io.attain.plan.formula.Expression.TextLiteral;
import io.attain.plan.formula.Expression.Within;

/** Finds the type of every part, and with it what does not fit. An attribute has the type it is used with. */
final class TypeCheck {

    static final int HIGHEST_POWER = 9;
    static final int MOST_DECIMALS = 12;
    private static final int MOST_ARGUMENTS = 20;
    private static final Set<String> OF_ONE_NUMBER = Set.of("abs", "floor", "ceiling");
    private static final Set<String> OF_NUMBERS = Set.of("min", "max");

    private final Scope scope;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Type> attributes = new TreeMap<>();
    private final TreeSet<String> names = new TreeSet<>();
    private final TreeSet<Reference> references = new TreeSet<>();

    private TypeCheck(Scope scope) {
        this.scope = scope;
    }

    static Checking check(Expression expression, Scope scope, Type wanted) {
        TypeCheck check = new TypeCheck(scope);
        check.want(wanted, expression);
        check.problems.sort(Comparator.comparingInt(Problem::position));
        return check.problems.isEmpty()
                ? new Checking.Sound(
                        new TypedFormula(expression, wanted, check.attributes, check.names, check.references))
                : new Checking.Unsound(check.problems);
    }

    private void problem(Expression at, String sentence, String remedy) {
        problems.add(new Problem(at.position(), sentence, remedy));
    }

    /** The part must be of the type. */
    private void want(Type wanted, Expression expression) {
        Optional<Type> found = typeOf(expression, Optional.of(wanted));
        if (found.isPresent() && found.get() != wanted) {
            problem(expression, "Here is %s, but %s is due.".formatted(words(found.get()), words(wanted)),
                    wanted == Type.BOOLEAN
                            ? "Compare it with something, such as = or >=."
                            : "Use %s here."
                                    .formatted(words(wanted)));
        }
    }

    private static String words(Type type) {
        return switch (type) {
            case NUMBER -> "a number";
            case TEXT -> "a text";
            case BOOLEAN -> "a condition";
            case DATE -> "a date";
        };
    }

    /**
     * @param expected what an attribute would be taken for here
     * @return none when it cannot be said; then there is a problem already, or an attribute nothing is known of
     */
    private Optional<Type> typeOf(Expression expression, Optional<Type> expected) {
        return switch (expression) {
            case NumberLiteral number -> Optional.of(Type.NUMBER);
            case TextLiteral text -> Optional.of(Type.TEXT);
            case BooleanLiteral truth -> Optional.of(Type.BOOLEAN);
            case DateLiteral date -> Optional.of(Type.DATE);
            case Name name -> name(name, expected);
            case Call call -> call(call);
            case Negation negation -> number(negation.of());
            case Arithmetic arithmetic -> arithmetic(arithmetic);
            case Comparison comparison -> comparison(comparison);
            case Within within -> {
                Type common = common(List.of(within.value(), within.from(), within.to()), Type.NUMBER);
                if (common != Type.NUMBER && common != Type.DATE) {
                    problem(within, "Only numbers and dates lie between others.", "Compare numbers or dates.");
                }
                yield Optional.of(Type.BOOLEAN);
            }
            case OneOf oneOf -> {
                List<Expression> all = new ArrayList<>(oneOf.choices());
                all.add(oneOf.value());
                common(all, Type.TEXT);
                yield Optional.of(Type.BOOLEAN);
            }
            case Not not -> condition(not.of());
            case And and -> {
                condition(and.left());
                yield condition(and.right());
            }
            case Or or -> {
                condition(or.left());
                yield condition(or.right());
            }
            case Conditional conditional -> {
                condition(conditional.when());
                yield expected.isPresent()
                        ? both(conditional, expected.get())
                        : Optional.of(common(List.of(conditional.then(), conditional.otherwise()), Type.NUMBER));
            }
        };
    }

    private Optional<Type> both(Conditional conditional, Type wanted) {
        want(wanted, conditional.then());
        want(wanted, conditional.otherwise());
        return Optional.of(wanted);
    }

    private Optional<Type> number(Expression expression) {
        want(Type.NUMBER, expression);
        return Optional.of(Type.NUMBER);
    }

    private Optional<Type> condition(Expression expression) {
        want(Type.BOOLEAN, expression);
        return Optional.of(Type.BOOLEAN);
    }

    private Optional<Type> name(Name name, Optional<Type> expected) {
        Optional<Type> known = scope.typeOf(name.name());
        if (known.isPresent()) {
            names.add(name.name());
            return known;
        }
        if (!scope.hasAttributes()) {
            problem(name, "\"%s\" is not known here.".formatted(name.name()),
                    "Known: %s; functions: %s.".formatted(String.join(", ", scope.names()),
                            String.join(", ", scope.functionNames())));
            return expected;
        }
        return expected.isEmpty() ? expected : Optional.of(attribute(name, expected.get()));
    }

    private Type attribute(Name name, Type used) {
        if (used != Type.NUMBER && used != Type.TEXT) {
            problem(name, "The attribute \"%s\" is a text or a number, not %s.".formatted(name.name(), words(used)),
                    "Compare it with a text or a number, such as %s = \"yes\".".formatted(name.name()));
            return used;
        }
        Type before = attributes.putIfAbsent(name.name(), used);
        if (before != null && before != used) {
            problem(name, "\"%s\" is used as a number and as a text.".formatted(name.name()),
                    "Use it as one of them.");
        }
        return used;
    }

    /** One type for all of them; attributes take it on. */
    private Type common(List<Expression> expressions, Type otherwise) {
        Optional<Type> common = Optional.empty();
        for (Expression expression : expressions) {
            if (!isAttribute(expression)) {
                Optional<Type> found = typeOf(expression, common);
                if (common.isEmpty()) {
                    common = found;
                } else if (found.isPresent() && !found.equals(common)) {
                    problem(expression, "%s cannot be compared with %s.".formatted(capitalised(words(found.get())),
                            words(common.get())), "Compare like with like.");
                }
            }
        }
        Type type = common.orElse(otherwise);
        for (Expression expression : expressions) {
            if (isAttribute(expression)) {
                typeOf(expression, Optional.of(type));
            }
        }
        return type;
    }

    private boolean isAttribute(Expression expression) {
        return expression instanceof Name name && scope.hasAttributes() && scope.typeOf(name.name()).isEmpty();
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private Optional<Type> arithmetic(Arithmetic arithmetic) {
        number(arithmetic.left());
        if (arithmetic.operator() == Operator.TO_THE) {
            if (!(arithmetic.right() instanceof NumberLiteral power) || !isCount(power.value(), HIGHEST_POWER)) {
                problem(arithmetic.right(), "A power is a whole number from 0 to %d.".formatted(HIGHEST_POWER),
                        "Write the number itself.");
            }
        } else {
            number(arithmetic.right());
        }
        return Optional.of(Type.NUMBER);
    }

    private static boolean isCount(BigDecimal number, int most) {
        return number.stripTrailingZeros().scale() <= 0 && number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private Optional<Type> comparison(Comparison comparison) {
        boolean ordered = comparison.comparator() != Expression.Comparator.EQUAL
                && comparison.comparator() != Expression.Comparator.UNEQUAL;
        Type common = common(List.of(comparison.left(), comparison.right()), ordered ? Type.NUMBER : Type.TEXT);
        if (ordered && common != Type.NUMBER && common != Type.DATE) {
            problem(comparison, "%s has no order.".formatted(capitalised(words(common))),
                    "Use = or != here, or compare numbers or dates.");
        }
        return Optional.of(Type.BOOLEAN);
    }

    private Optional<Type> call(Call call) {
        if (OF_ONE_NUMBER.contains(call.function()) || OF_NUMBERS.contains(call.function())) {
            int most = OF_NUMBERS.contains(call.function()) ? MOST_ARGUMENTS : 1;
            if (call.arguments().isEmpty() || call.arguments().size() > most) {
                problem(call, "%s takes %s.".formatted(call.function(),
                        most == 1 ? "one number" : "one to %d numbers".formatted(most)), "Give it that.");
            }
            call.arguments().forEach(this::number);
        } else if (call.function().equals("round")) {
            round(call);
        } else if (scope.hasFunction(call.function())) {
            reference(call);
        } else {
            String known = scope.functionNames().stream().collect(Collectors.joining(", "));
            problem(call, "There is no function \"%s\".".formatted(call.function()),
                    "Known: min, max, abs, round, floor, ceiling%s.".formatted(known.isEmpty() ? "" : ", " + known));
            call.arguments().forEach(argument -> typeOf(argument, Optional.of(Type.NUMBER)));
        }
        return Optional.of(Type.NUMBER);
    }

    private void round(Call call) {
        if (call.arguments().size() != 2 || !(call.arguments().get(1) instanceof NumberLiteral digits)
                || !isCount(digits.value(), MOST_DECIMALS)) {
            problem(call, "round takes a number and how many decimals to keep, 0 to %d.".formatted(MOST_DECIMALS),
                    "Write round(measure, 2).");
        }
        call.arguments().stream().limit(1).forEach(this::number);
    }

    private void reference(Call call) {
        Optional<String> argument = call.arguments().size() == 1
                ? call.arguments().getFirst().literalText()
                : Optional.empty();
        if (argument.isEmpty()) {
            problem(call, "%s takes one name in quotation marks.".formatted(call.function()),
                    "Write %s(\"…\").".formatted(call.function()));
            return;
        }
        Set<String> known = scope.argumentsOf(call.function());
        if (!known.isEmpty() && !known.contains(argument.get())) {
            problem(call.arguments().getFirst(), "The plan has no component \"%s\".".formatted(argument.get()),
                    "Known: %s.".formatted(String.join(", ", known)));
        }
        references.add(new Reference(call.function(), argument.get()));
    }
}
