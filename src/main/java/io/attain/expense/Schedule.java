package io.attain.expense;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import io.attain.shared.Allocation;

/**
 * The cost of obtaining a contract, spread over its months in equal parts to the minor unit (ASC 340-40-35-1, IFRS
 * 15.99). The month of the sale is the first and counts whole. Where the asset would live no longer than a year, the
 * cost may be expensed at once (ASC 340-40-25-4, IFRS 15.94); it then never becomes an asset.
 */
public final class Schedule {

    /** An asset that lives no longer may be left out. */
    public static final int EXPEDIENT_MONTHS = 12;

    private Schedule() {}

    /**
     * What becomes of the asset in a month, in minor units. What it closes with is what the next month opens with.
     *
     * @param capitalised what becomes an asset
     * @param amortised   the month's straight-line part
     * @param accelerated what cancellations leave without benefit to come
     */
    public record Month(YearMonth month, long opening, long capitalised, long amortised, long accelerated) {

        public long closing() {
            return Math.subtractExact(Math.subtractExact(Math.addExact(opening, capitalised), amortised), accelerated);
        }
    }

    /**
     * @param cost          in minor units, more than zero
     * @param months        over how many months the contract brings benefit, at least one
     * @param cancellations in any order; those before the first month count in the first, those after the last change
     *                      nothing
     * @return one entry a month until nothing is left; none where the cost is expensed at once
     */
    public static List<Month> of(long cost, YearMonth first, int months, boolean expedient,
            List<Cancellation> cancellations) {
        if (cost <= 0 || months < 1) {
            throw new IllegalArgumentException("%d cannot be spread over %d months".formatted(cost, months));
        }
        if (expedient && months <= EXPEDIENT_MONTHS) {
            return List.of();
        }
        List<Cancellation> inOrder = cancellations.stream().sorted(Comparator.comparing(Cancellation::month)).toList();
        List<Month> schedule = new ArrayList<>();
        List<Long> parts = equal(cost, months);
        long opening = 0;
        long cancelled = 0;
        int next = 0;
        int part = 0;
        for (int index = 0; index < months; index++) {
            YearMonth month = first.plusMonths(index);
            long before = index == 0 ? cost : opening;
            long amortised = parts.get(part++);
            long left = before - amortised;
            long accelerated = 0;
            while (next < inOrder.size() && !inOrder.get(next).month().isAfter(month)) {
                Cancellation now = inOrder.get(next++);
                // Each names a part of the whole contract; what was cancelled before is gone from what is left.
                long whole = now.whole();
                long remaining = Math.max(0, whole - cancelled);
                long taken = Math.min(now.cancelled(), remaining);
                if (remaining > 0 && taken > 0) {
                    long share = share(left, taken, remaining);
                    accelerated += share;
                    left -= share;
                    cancelled += taken;
                }
            }
            schedule.add(new Month(month, opening, index == 0 ? cost : 0, amortised, accelerated));
            opening = left;
            if (left == 0) {
                break;
            }
            if (accelerated > 0) {
                parts = equal(left, months - index - 1);
                part = 0;
            }
        }
        return schedule;
    }

    /** Equal parts; the cents over go one each to the first months. */
    private static List<Long> equal(long units, int months) {
        return Allocation.of(units, Collections.nCopies(months, BigDecimal.ONE));
    }

    /** Rounded up, so that nothing of a contract that is cancelled whole is left. */
    private static long share(long units, long part, long whole) {
        BigInteger[] cut = BigInteger.valueOf(units).multiply(BigInteger.valueOf(part))
                .divideAndRemainder(BigInteger.valueOf(whole));
        return cut[0].longValueExact() + (cut[1].signum() == 0 ? 0 : 1);
    }
}
