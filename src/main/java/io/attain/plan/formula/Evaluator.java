package io.attain.plan.formula;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

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
import io.attain.plan.formula.Expression.Or;
import io.attain.plan.formula.Expression.TextLiteral;
import io.attain.plan.formula.Expression.Within;

/** Walks a checked tree. What it has to do is bounded by the parts of the tree and the digits of a number. */
final class Evaluator {

    static final MathContext QUOTIENT = new MathContext(34, RoundingMode.DOWN);
    private static final int MOST_DIGITS = 400;

    private final Map<String, Type> attributes;
    private final Values values;

    Evaluator(Map<String, Type> attributes, Values values) {
        this.attributes = attributes;
        this.values = values;
    }

    Optional<BigDecimal> number(Expression expression) {
        return switch (expression) {
            case NumberLiteral literal -> Optional.of(literal.value());
            case Name name -> values.number(name.name());
            case Negation negation -> number(negation.of()).map(BigDecimal::negate);
            case Arithmetic arithmetic -> number(arithmetic.left())
                    .flatMap(left -> number(arithmetic.right()).flatMap(right -> arithmetic(arithmetic, left, right)));
            case Call call -> call(call);
            case Conditional conditional ->
                number(holds(conditional.when()) ? conditional.then() : conditional.otherwise());
            default -> throw unchecked(expression);
        };
    }

    private static Optional<BigDecimal> arithmetic(Arithmetic arithmetic, BigDecimal left, BigDecimal right) {
        return switch (arithmetic.operator()) {
            case PLUS -> bounded(left.add(right));
            case MINUS -> bounded(left.subtract(right));
            case TIMES -> bounded(left.multiply(right));
            case DIVIDED_BY -> right.signum() == 0 ? Optional.empty() : bounded(left.divide(right, QUOTIENT));
            case TO_THE -> left.precision() * right.intValue() > 2 * MOST_DIGITS
                    ? Optional.empty()
                    : bounded(left.pow(right.intValue()));
        };
    }

    private static Optional<BigDecimal> bounded(BigDecimal number) {
        return number.precision() > MOST_DIGITS || Math.abs(number.scale()) > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(number);
    }

    private Optional<BigDecimal> call(Call call) {
        if (call.arguments().getFirst() instanceof TextLiteral argument) {
            return values.number(call.function(), argument.value());
        }
        Optional<BigDecimal> result = number(call.arguments().getFirst());
        for (int i = 1; i < call.arguments().size() && result.isPresent(); i++) {
            Optional<BigDecimal> next = number(call.arguments().get(i));
            BigDecimal before = result.get();
            result = next.map(other -> switch (call.function()) {
                case "min" -> before.min(other);
                case "max" -> before.max(other);
                case "round" -> before.setScale(other.intValue(), RoundingMode.HALF_UP);
                default -> throw unchecked(call);
            });
        }
        return result.map(number -> switch (call.function()) {
            case "abs" -> number.abs();
            case "floor" -> number.setScale(0, RoundingMode.FLOOR);
            case "ceiling" -> number.setScale(0, RoundingMode.CEILING);
            default -> number;
        });
    }

    boolean holds(Expression expression) {
        return switch (expression) {
            case BooleanLiteral literal -> literal.value();
            case Not not -> !holds(not.of());
            case And and -> holds(and.left()) && holds(and.right());
            case Or or -> holds(or.left()) || holds(or.right());
            case Comparison comparison -> compared(comparison.left(), comparison.right())
                    .filter(order -> comparison.comparator().holds(order)).isPresent();
            case Within within -> compared(within.value(), within.from())
                    .filter(order -> within.fromIncluded() ? order >= 0 : order > 0).isPresent()
                    && compared(within.value(), within.to())
                            .filter(order -> within.toIncluded() ? order <= 0 : order < 0).isPresent();
            case OneOf oneOf -> oneOf.choices().stream()
                    .anyMatch(choice -> compared(oneOf.value(), choice).filter(order -> order == 0).isPresent());
            case Conditional conditional ->
                holds(holds(conditional.when()) ? conditional.then() : conditional.otherwise());
            default -> throw unchecked(expression);
        };
    }

    /** None where one of them is missing. */
    private Optional<Integer> compared(Expression left, Expression right) {
        return switch (typeOf(left)) {
            case NUMBER -> number(left).flatMap(first -> number(right).map(first::compareTo));
            case TEXT -> Optional.of(text(left).compareTo(text(right)));
            case DATE -> date(left).flatMap(first -> date(right).map(first::compareTo));
            case BOOLEAN -> Optional.of(Boolean.compare(holds(left), holds(right)));
        };
    }

    private Type typeOf(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> Type.NUMBER;
            case TextLiteral text -> Type.TEXT;
            case DateLiteral date -> Type.DATE;
            case Name name -> attributes.getOrDefault(name.name(), Scope.typeOfKnown(name.name()));
            case Call call -> Type.NUMBER;
            case Negation negation -> Type.NUMBER;
            case Arithmetic arithmetic -> Type.NUMBER;
            case Conditional conditional -> typeOf(conditional.then());
            case BooleanLiteral literal -> Type.BOOLEAN;
            case Comparison comparison -> Type.BOOLEAN;
            case Within within -> Type.BOOLEAN;
            case OneOf oneOf -> Type.BOOLEAN;
            case Not not -> Type.BOOLEAN;
            case And and -> Type.BOOLEAN;
            case Or or -> Type.BOOLEAN;
        };
    }

    private String text(Expression expression) {
        return switch (expression) {
            case TextLiteral literal -> literal.value();
            case Name name -> values.text(name.name());
            case Conditional conditional -> text(holds(conditional.when())
                    ? conditional.then()
                    : conditional.otherwise());
            default -> throw unchecked(expression);
        };
    }

    private Optional<LocalDate> date(Expression expression) {
        return switch (expression) {
            case DateLiteral literal -> Optional.of(literal.value());
            case Name name -> values.date(name.name());
            case Conditional conditional -> date(holds(conditional.when())
                    ? conditional.then()
                    : conditional.otherwise());
            default -> throw unchecked(expression);
        };
    }

    private static IllegalStateException unchecked(Expression expression) {
        return new IllegalStateException("never checked: " + expression);
    }
}
