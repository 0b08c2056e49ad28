package io.attain.shared;

import java.math.BigDecimal;

/**
 * An exact decimal factor: a commission rate, an accelerator, a share of attainment. 0.05 is five per cent. Equal
 * numbers are equal rates, however many zeros they were written with.
 */
public record Rate(BigDecimal value) implements Comparable<Rate> {

    public static final Rate ZERO = new Rate(BigDecimal.ZERO);
    public static final Rate ONE = new Rate(BigDecimal.ONE);

    public Rate {
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (value.scale() < 0) {
            value = value.setScale(0);
        }
    }

    /** @throws NumberFormatException when the text is not a number */
    public static Rate of(String value) {
        return new Rate(new BigDecimal(value));
    }

    /** @throws NumberFormatException when the text is not a number */
    public static Rate ofPercent(String percent) {
        return new Rate(new BigDecimal(percent).movePointLeft(2));
    }

    public Rate times(Rate other) {
        return new Rate(value.multiply(other.value));
    }

    /** In per cent, exact, such as {@code 7.5 %}. */
    public String inPercent() {
        return new Rate(value.movePointRight(2)) + " %";
    }

    @Override
    public int compareTo(Rate other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
