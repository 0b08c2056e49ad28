package io.attain.shared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Sharing out a whole number of indivisible units. */
public final class Allocation {

    private Allocation() {}

    /**
     * Shares units out by weight without losing or making one: shares are cut down, and what remains goes one unit each
     * to the largest remainders, ties to the earlier. Shares of a negative number mirror those of the positive one.
     *
     * @param weights zero or more each, more than zero together; they need not add up to anything particular
     * @return one share per weight, in their order, adding up to the whole
     */
    public static List<Long> of(long units, List<BigDecimal> weights) {
        if (weights.isEmpty() || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("weights must be there and not negative: " + weights);
        }
        if (weights.size() == 1 && weights.getFirst().signum() > 0) {
            return List.of(units);
        }
        int scale = Math.max(0, weights.stream().mapToInt(BigDecimal::scale).max().orElseThrow());
        List<BigInteger> parts = weights.stream().map(weight -> weight.setScale(scale).unscaledValue()).toList();
        BigInteger whole = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (whole.signum() == 0) {
            throw new IllegalArgumentException("weights must add up to more than zero: " + weights);
        }
        BigInteger amount = BigInteger.valueOf(units).abs();
        BigInteger[] shares = new BigInteger[parts.size()];
        BigInteger[] remainders = new BigInteger[parts.size()];
        BigInteger left = amount;
        for (int i = 0; i < shares.length; i++) {
            BigInteger[] cut = amount.multiply(parts.get(i)).divideAndRemainder(whole);
            shares[i] = cut[0];
            remainders[i] = cut[1];
            left = left.subtract(cut[0]);
        }
        IntStream.range(0, shares.length).boxed().sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left.intValueExact()).forEach(i -> shares[i] = shares[i].add(BigInteger.ONE));
        return IntStream.range(0, shares.length)
                .mapToObj(i -> (units < 0 ? shares[i].negate() : shares[i]).longValueExact()).toList();
    }
}
