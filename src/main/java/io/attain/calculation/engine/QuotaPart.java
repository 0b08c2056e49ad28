package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

import io.attain.shared.DateRange;

/**
 * What one agreed figure adds to a quota: agreed × factor × numerator ÷ denominator.
 *
 * @param name        of the quota
 * @param days        the days for which it adds
 * @param agreed      for its own window, in major units or wholes; of a ramp by amounts, that of the month
 * @param rampMonth   the month of tenure, while a ramp applies
 * @param factor      of the ramp; 1 without one
 * @param numerator   of the part of the window that the days are, in lowest terms
 * @param denominator likewise
 */
public record QuotaPart(String name, DateRange days, BigDecimal agreed, Optional<Integer> rampMonth,
        BigDecimal factor, BigInteger numerator, BigInteger denominator) {

    Fraction exact() {
        return Fraction.of(agreed).times(Fraction.of(factor)).times(new Fraction(numerator, denominator));
    }
}
