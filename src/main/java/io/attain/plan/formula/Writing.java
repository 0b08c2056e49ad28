package io.attain.plan.formula;

import java.util.List;
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

/** Writes an expression as text, with the parentheses it needs and no others. */
public final class Writing {

    private static final int CONDITIONAL = 0;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int COMPARISON = 4;
    private static final int SUM = 5;
    private static final int NEGATION = 7;
    private static final int PRIMARY = 9;

    private Writing() {}

    /** Reading it again gives an equal expression but for positions. */
    public static String of(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> number.value().toPlainString();
            case TextLiteral text -> quoted(text.value());
            case BooleanLiteral literal -> Boolean.toString(literal.value());
            case DateLiteral date -> "date(\"%s\")".formatted(date.value());
            case Name name -> name.name();
            case Call call -> "%s(%s)".formatted(call.function(), list(call.arguments(), CONDITIONAL));
            case Negation negation -> "-" + at(NEGATION, negation.of());
            case Arithmetic arithmetic -> arithmetic(arithmetic);
            case Comparison comparison -> "%s %s %s".formatted(at(SUM, comparison.left()),
                    comparison.comparator().sign, at(SUM, comparison.right()));
            case Within within -> within(within);
            case OneOf oneOf -> "%s in (%s)".formatted(at(SUM, oneOf.value()), list(oneOf.choices(), SUM));
            case Not not -> "not(%s)".formatted(of(not.of()));
            case And and -> "%s and %s".formatted(at(AND, and.left()), at(COMPARISON, and.right()));
            case Or or -> "%s or %s".formatted(at(OR, or.left()), at(AND, or.right()));
            case Conditional conditional -> "if %s then %s else %s".formatted(of(conditional.when()),
                    of(conditional.then()), of(conditional.otherwise()));
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String arithmetic(Arithmetic arithmetic) {
        int strength = arithmetic.operator().strength;
        int left = arithmetic.operator() == Operator.TO_THE ? PRIMARY : strength;
        int right = arithmetic.operator() == Operator.TO_THE ? PRIMARY : strength + 1;
        return "%s %s %s".formatted(at(left, arithmetic.left()), arithmetic.operator().sign,
                at(right, arithmetic.right()));
    }

    private static String within(Within within) {
        if (within.fromIncluded() && within.toIncluded()) {
            return "%s between %s and %s".formatted(at(SUM, within.value()), at(SUM, within.from()),
                    at(SUM, within.to()));
        }
        return "%s in %s%s..%s%s".formatted(at(SUM, within.value()), within.fromIncluded() ? "[" : "(",
                at(SUM, within.from()), at(SUM, within.to()), within.toIncluded() ? "]" : ")");
    }

    private static String list(List<Expression> expressions, int strength) {
        return expressions.stream().map(expression -> at(strength, expression)).collect(Collectors.joining(", "));
    }

    private static String at(int least, Expression expression) {
        String text = of(expression);
        return strength(expression) < least ? "(" + text + ")" : text;
    }

    private static int strength(Expression expression) {
        return switch (expression) {
            case Conditional conditional -> CONDITIONAL;
            case Or or -> OR;
            case And and -> AND;
            case Comparison comparison -> COMPARISON;
            case Within within -> COMPARISON;
            case OneOf oneOf -> COMPARISON;
            case Arithmetic arithmetic -> arithmetic.operator().strength;
            case Negation negation -> NEGATION;
            case NumberLiteral number -> number.value().signum() < 0 ? NEGATION : PRIMARY;
            case TextLiteral text -> PRIMARY;
            case BooleanLiteral literal -> PRIMARY;
            case DateLiteral date -> PRIMARY;
            case Name name -> PRIMARY;
            case Call call -> PRIMARY;
            case Not not -> PRIMARY;
        };
    }
}
