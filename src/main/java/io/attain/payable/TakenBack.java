package io.attain.payable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import io.attain.shared.Money;

/**
 * What a return takes of what its original earned. Several returns together never take more than there is: each is told
 * what was returned before it, and takes the difference.
 */
public final class TakenBack {

    private TakenBack() {}

    /**
     * The part of the original that is returned. The return that completes it takes whatever is left.
     *
     * @param kept   what the original earned, after all cuts
     * @param booked what the original came to, above zero
     * @param before what was returned of it before, zero or more
     * @param amount what is returned now, zero or more
     * @return zero or more for an original that earned
     */
    public static Money ofEarned(Money kept, Money booked, Money before, Money amount) {
        return part(kept, booked, before.plus(amount)).minus(part(kept, booked, before));
    }

    /**
     * The same, but no more than was paid of the original and not taken back yet.
     *
     * @param paid of the original, less what was taken back of it before
     */
    public static Money ofPaid(Money kept, Money booked, Money before, Money amount, Money paid) {
        Money earned = ofEarned(kept, booked, before, amount);
        return earned.compareTo(paid) <= 0 ? earned : paid;
    }

    /**
     * The part for the term not served: what the original earned × days left ÷ days of the term, cut down to the minor
     * unit. After the term nothing is taken.
     *
     * @param taken  what {@link #ofEarned} would take
     * @param from   the first day of the term
     * @param months of the term, at least 1
     * @param on     the day of the return; the first day that is not served
     */
    public static Money ofUnserved(Money taken, LocalDate from, int months, LocalDate on) {
        LocalDate end = from.plusMonths(months);
        long days = ChronoUnit.DAYS.between(from, end);
        long left = Math.min(days, Math.max(0, ChronoUnit.DAYS.between(on, end)));
        BigDecimal exact = taken.toDecimal().multiply(BigDecimal.valueOf(left));
        return Money.of(exact.divide(BigDecimal.valueOf(days), taken.currency().getDefaultFractionDigits(),
                RoundingMode.DOWN), taken.currency());
    }

    private static Money part(Money kept, Money booked, Money returned) {
        if (returned.compareTo(booked) >= 0) {
            return kept;
        }
        BigDecimal exact = kept.toDecimal().multiply(returned.toDecimal());
        return Money.of(exact.divide(booked.toDecimal(), kept.currency().getDefaultFractionDigits(),
                RoundingMode.HALF_UP), kept.currency());
    }
}
