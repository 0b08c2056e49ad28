package io.attain.calculation.engine;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import io.attain.calculation.engine.Participation.Track;

/**
 * Computes the lines of one participant. Components are evaluated one by one over the columns of credits. Everything is
 * exact until the one half-up rounding of each line: {@code long} arithmetic that notices when it would overflow, and
 * then {@link BigInteger} for that line.
 * <p>
 * A calculator keeps no state between calls and may be shared.
 */
public final class Calculator {

    /**
     * Writes the lines of all participations, in their order, then by component, then by credit.
     *
     * @param lines cleared first; meaningless when the answer is a reason
     * @return why it cannot be computed, if it cannot
     */
    public Optional<String> calculate(CreditColumns credits, List<Participation> participations, Lines lines) {
        lines.clear();
        try {
            for (int p = 0; p < participations.size(); p++) {
                List<Track> tracks = participations.get(p).tracks();
                for (int c = 0; c < tracks.size(); c++) {
                    Optional<String> reason = track(credits, participations.get(p), p, c, lines);
                    if (reason.isPresent()) {
                        return reason;
                    }
                }
            }
            return Optional.empty();
        } catch (ArithmeticException beyondLong) {
            return Optional.of("Amounts are beyond what can be counted in minor units.");
        }
    }

    private static Optional<String> track(CreditColumns credits, Participation participation, int p, int c,
            Lines lines) {
        Track track = participation.tracks().get(c);
        long measure = 0;
        int firstLine = lines.size();
        for (int s = 0; s < participation.segments().size(); s++) {
            CompiledComponent component = track.bySegment()[s];
            if (component == null) {
                continue;
            }
            int begin = credits.firstOn(participation.segments().get(s).fromDay());
            int end = credits.firstOn(participation.segments().get(s).toDay());
            if (component.onQuota && !track.hasQuota()) {
                if (countsAny(component, credits, begin, end)) {
                    return Optional.of("Has no quota for component \"%s\".".formatted(component.definition.name()));
                }
                continue;
            }
            measure = pay(component, new Boundaries(component, track.quota()), credits, begin, end, measure, p, c, s,
                    lines);
        }
        long earned = 0;
        for (int line = firstLine; line < lines.size(); line++) {
            earned = Math.addExact(earned, lines.amount(line));
        }
        lines.add(new Lines.ComponentTotal(p, c, measure, earned));
        return Optional.empty();
    }

    private static boolean countsAny(CompiledComponent component, CreditColumns credits, int begin, int end) {
        for (int credit = begin; credit < end; credit++) {
            if (component.counts(credits, credit)) {
                return true;
            }
        }
        return false;
    }

    private static long pay(CompiledComponent component, Boundaries boundaries, CreditColumns credits, int begin,
            int end,
            long measureBefore, int p, int c, int s, Lines lines) {
        long measure = measureBefore;
        int tier = 0;
        for (int credit = begin; credit < end; credit++) {
            if (!component.counts(credits, credit)) {
                continue;
            }
            long minor = credits.minor(credit);
            long before = component.perCredit ? 0 : measure;
            long after = Math.addExact(before, minor);
            measure = component.perCredit ? Math.addExact(measure, minor) : after;
            long low = Math.min(before, after);
            long high = Math.max(before, after);
            tier = boundaries.tierOf(low, tier);
            int row = component.lookup.row(credits, credit);
            long amount;
            try {
                if (!component.narrow) {
                    amount = wide(component, boundaries, row, low, high, minor < 0);
                } else if (boundaries.endsAtOrAfter(tier, high)) {
                    amount = halfUp(Math.multiplyExact(minor, component.rate[row][tier]), component.rateDivisor);
                } else {
                    amount = slices(component, boundaries, row, tier, low, high, minor < 0);
                }
            } catch (ArithmeticException overflow) {
                amount = wide(component, boundaries, row, low, high, minor < 0);
            }
            lines.add(credit, p, c, s, amount);
        }
        return measure;
    }

    /** A credit that crosses a boundary, cut into slices counted in 10^-boundaryDigits minor units. */
    private static long slices(CompiledComponent component, Boundaries boundaries, int row, int firstTier, long low,
            long high, boolean negative) {
        long highest = Math.multiplyExact(high, component.boundaryScale);
        long begin = Math.multiplyExact(low, component.boundaryScale);
        long sum = 0;
        for (int tier = firstTier; begin < highest; tier++) {
            long end = tier + 1 < component.tiers ? Math.min(highest, boundaries.scaled(tier + 1)) : highest;
            sum = Math.addExact(sum,
                    Math.multiplyExact(Math.subtractExact(end, begin), component.rate[row][tier]));
            begin = end;
        }
        return halfUp(negative ? -sum : sum, component.sliceDivisor);
    }

    /** The same for any size. */
    private static long wide(CompiledComponent component, Boundaries boundaries, int row, long low, long high,
            boolean negative) {
        BigInteger scale = BigInteger.TEN.pow(component.boundaryDigits);
        BigInteger begin = BigInteger.valueOf(low).multiply(scale);
        BigInteger highest = BigInteger.valueOf(high).multiply(scale);
        BigInteger sum = BigInteger.ZERO;
        for (int tier = 0; tier < component.tiers; tier++) {
            BigInteger end = tier + 1 < component.tiers ? highest.min(boundaries.wide(tier + 1)) : highest;
            if (end.compareTo(begin) > 0) {
                sum = sum.add(end.subtract(begin).multiply(component.wideRate[row][tier]));
                begin = end;
            }
        }
        BigInteger divisor = BigInteger.TEN.pow(component.rateDigits + component.boundaryDigits);
        BigInteger[] parts = sum.divideAndRemainder(divisor);
        BigInteger rounded = parts[1].shiftLeft(1).compareTo(divisor) >= 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        return (negative ? rounded.negate() : rounded).longValueExact();
    }

    /** Divides, rounding half away from zero. The divisor is at most 10^18, so that twice a remainder fits. */
    private static long halfUp(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long remainder = dividend % divisor;
        if (2 * Math.abs(remainder) >= divisor) {
            quotient += dividend < 0 ? -1 : 1;
        }
        return quotient;
    }
}
