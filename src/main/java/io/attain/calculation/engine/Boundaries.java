package io.attain.calculation.engine;

import java.math.BigInteger;

/**
 * Where the tiers of a component begin for one participant, exactly: quota × from, in 10^-boundaryDigits units of the
 * measure. Whole measures are compared with the boundary rounded to the side that keeps the comparison exact.
 */
final class Boundaries {

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final BigInteger[] wide;
    private final long[] scaled;
    private final long[] floor;
    private final long[] ceiling;
    private final boolean[] exclusive;

    /** @param quota in units of the measure; not looked at unless the component is on attainment */
    Boundaries(CompiledComponent component, long quota) {
        BigInteger unit = BigInteger.valueOf(component.onQuota ? quota : component.measureUnit);
        BigInteger scale = BigInteger.TEN.pow(component.boundaryDigits);
        wide = new BigInteger[component.tiers];
        scaled = new long[component.tiers];
        floor = new long[component.tiers];
        ceiling = new long[component.tiers];
        exclusive = component.exclusive;
        for (int tier = 0; tier < component.tiers; tier++) {
            wide[tier] = unit.multiply(component.wideFrom[tier]);
            BigInteger[] parts = wide[tier].divideAndRemainder(scale);
            // No measure is beyond a long, so that neither is any boundary it could be compared with.
            floor[tier] = parts[0].min(LARGEST).longValueExact();
            ceiling[tier] = parts[0].add(BigInteger.valueOf(parts[1].signum())).min(LARGEST).longValueExact();
            scaled[tier] = wide[tier].min(LARGEST).longValueExact();
        }
    }

    /** The tier in which the measure stands when it is about to grow; the first one reaches down without end. */
    int tierOf(long measure, int guess) {
        int tier = guess;
        while (tier + 1 < ceiling.length && measure >= ceiling[tier + 1]) {
            tier++;
        }
        while (tier > 0 && measure < ceiling[tier]) {
            tier--;
        }
        return tier;
    }

    /** The highest tier that the measure has reached, where more than its boundary may be asked for. */
    int reached(long measure) {
        int tier = 0;
        while (tier + 1 < ceiling.length
                && (exclusive[tier + 1] ? measure > floor[tier + 1] : measure >= ceiling[tier + 1])) {
            tier++;
        }
        return tier;
    }

    boolean endsAtOrAfter(int tier, long measure) {
        return tier + 1 == floor.length || measure <= floor[tier + 1];
    }

    /** Capped at the largest long; a measure scaled alike would have overflowed before. */
    long scaled(int tier) {
        return scaled[tier];
    }

    BigInteger wide(int tier) {
        return wide[tier];
    }
}
