package io.attain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;

/**
 * An amount of one currency, counted in its minor units (ISO 4217: JPY has 0 digits, USD 2, KWD 3).
 * <p>
 * Arithmetic is exact or throws: mixed currencies are refused with {@link IllegalArgumentException}, a result beyond
 * {@code long} with {@link ArithmeticException}. Whoever loses precision names the rounding at the call.
 *
 * @param minor the count of minor units, of any sign
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit and cannot be paid");
        }
    }

    /** @throws ArithmeticException when the currency cannot hold the decimals of the amount */
    public static Money of(BigDecimal amount, Currency currency) {
        return new Money(amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY).unscaledValue()
                .longValueExact(), currency);
    }

    /**
     * @param amount a decimal number, such as {@code 1054.50}
     * @throws NumberFormatException when it is not a number
     * @throws ArithmeticException   when the currency cannot hold its decimals
     */
    public static Money of(String amount, Currency currency) {
        return of(new BigDecimal(amount), currency);
    }

    public static Money ofMinor(long minor, Currency currency) {
        return new Money(minor, currency);
    }

    /** The amount rounded to the minor unit. */
    public static Money rounded(BigDecimal amount, Currency currency, RoundingMode rounding) {
        return of(amount.setScale(currency.getDefaultFractionDigits(), rounding), currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public Money negate() {
        return new Money(Math.negateExact(minor), currency);
    }

    /** The product, rounded once to the minor unit. */
    public Money multipliedBy(BigDecimal factor, RoundingMode rounding) {
        BigDecimal exact = BigDecimal.valueOf(minor).multiply(factor);
        return new Money(exact.setScale(0, rounding).unscaledValue().longValueExact(), currency);
    }

    /** The product, rounded once to the minor unit. */
    public Money multipliedBy(Rate rate, RoundingMode rounding) {
        return multipliedBy(rate.value(), rounding);
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    /** The amount in major units, with exactly the currency's decimals. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
    }

    /**
     * Shares this amount out by weight without losing or making a minor unit: shares are cut down, and what remains goes
     * one unit each to the largest remainders, ties to the earlier. Shares of a negative amount mirror those of the
     * positive one.
     *
     * @param weights zero or more each, more than zero together; they need not add up to anything particular
     * @return one share per weight, in their order, adding up to this amount
     */
    public List<Money> allocate(List<BigDecimal> weights) {
        return Allocation.of(minor, weights).stream().map(share -> new Money(share, currency)).toList();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    /** The plain decimal number and the currency code, such as {@code 1054.50 USD}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency.getCurrencyCode();
    }
}
