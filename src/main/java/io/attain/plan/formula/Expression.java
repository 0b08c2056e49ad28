package io.attain.plan.formula;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A parsed formula. Each node knows where in the text it stands. */
public sealed interface Expression {

    /** Of the first character of what the node was read from, from 0. */
    int position();

    /** Exact; at most 20 digits before the point and 12 after it. */
    record NumberLiteral(int position, BigDecimal value) implements Expression {}

    record TextLiteral(int position, String value) implements Expression {}

    record BooleanLiteral(int position, boolean value) implements Expression {}

    record DateLiteral(int position, LocalDate value) implements Expression {}

    /** A name of the scope. */
    record Name(int position, String name) implements Expression {}

    /** A function on arguments: of the language, or of the scope with one text. */
    record Call(int position, String function, List<Expression> arguments) implements Expression {

        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record Negation(int position, Expression of) implements Expression {}

    record Arithmetic(int position, Operator operator, Expression left, Expression right) implements Expression {}

    /** The operators of arithmetic, the loosest first. */
    enum Operator {
        PLUS("+", 5), MINUS("-", 5), TIMES("*", 6), DIVIDED_BY("/", 6), TO_THE("**", 8);

        final String sign;
        final int strength;

        Operator(String sign, int strength) {
            this.sign = sign;
            this.strength = strength;
        }
    }

    record Comparison(int position, Comparator comparator, Expression left, Expression right) implements Expression {}

    /** How two values compare. */
    enum Comparator {
        EQUAL("="), UNEQUAL("!="), LESS("<"), AT_MOST("<="), MORE(">"), AT_LEAST(">=");

        final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        boolean holds(int compared) {
            return switch (this) {
                case EQUAL -> compared == 0;
                case UNEQUAL -> compared != 0;
                case LESS -> compared < 0;
                case AT_MOST -> compared <= 0;
                case MORE -> compared > 0;
                case AT_LEAST -> compared >= 0;
            };
        }
    }

    /**
     * Whether a value lies within bounds.
     *
     * @param fromIncluded whether the lower bound itself does
     * @param toIncluded   whether the upper bound itself does
     */
    record Within(int position, Expression value, Expression from, boolean fromIncluded, Expression to,
            boolean toIncluded) implements Expression {}

    /** Whether a value is one of some. */
    record OneOf(int position, Expression value, List<Expression> choices) implements Expression {

        public OneOf {
            choices = List.copyOf(choices);
        }
    }

    record Not(int position, Expression of) implements Expression {}

    record And(int position, Expression left, Expression right) implements Expression {}

    record Or(int position, Expression left, Expression right) implements Expression {}

    record Conditional(int position, Expression when, Expression then, Expression otherwise) implements Expression {}

    /** The text of a literal, where it is one. */
    default Optional<String> literalText() {
        return this instanceof TextLiteral text ? Optional.of(text.value()) : Optional.empty();
    }
}
