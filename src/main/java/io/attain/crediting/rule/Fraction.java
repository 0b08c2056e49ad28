package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** An exact part of a whole, in lowest terms. */
record Fraction(BigInteger numerator, BigInteger denominator) {

    static final Fraction ZERO = of(BigDecimal.ZERO, BigDecimal.ONE);
    static final Fraction ONE = of(BigDecimal.ONE, BigDecimal.ONE);

    private static final MathContext CUT = new MathContext(34, RoundingMode.DOWN);

    static Fraction of(BigDecimal part, BigDecimal whole) {
        int scale = Math.max(0, Math.max(part.scale(), whole.scale()));
        return lowest(part.setScale(scale).unscaledValue(), whole.setScale(scale).unscaledValue());
    }

    static Fraction of(BigDecimal value) {
        return of(value, BigDecimal.ONE);
    }

    Fraction plus(Fraction other) {
        return lowest(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction times(Fraction other) {
        return lowest(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    boolean exceeds(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator)) > 0;
    }

    /** This part of so many units, rounded half-up. */
    long of(long units) {
        return new BigDecimal(BigInteger.valueOf(units).multiply(numerator))
                .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Exact where it has at most 34 digits, else cut there. */
    BigDecimal toDecimal() {
        BigDecimal value = new BigDecimal(numerator).divide(new BigDecimal(denominator), CUT).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static Fraction lowest(BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        return new Fraction(numerator.divide(common), denominator.divide(common));
    }
}
