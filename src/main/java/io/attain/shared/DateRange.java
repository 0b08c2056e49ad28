package io.attain.shared;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A half-open range of days: {@code from} is in it, {@code to} is not. It is never empty.
 *
 * @param to the first day after the range, {@link LocalDate#MAX} when it has no end
 */
public record DateRange(LocalDate from, LocalDate to) implements Comparable<DateRange> {

    public DateRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a range must end after it begins: " + from + " to " + to);
        }
    }

    public static DateRange of(LocalDate from, LocalDate to) {
        return new DateRange(from, to);
    }

    /** From a day on, without end. */
    public static DateRange since(LocalDate from) {
        return new DateRange(from, LocalDate.MAX);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    /** Whether every day of the other range is in this one. */
    public boolean encloses(DateRange other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    public boolean overlaps(DateRange other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** The days in both. */
    public Optional<DateRange> intersect(DateRange other) {
        LocalDate begin = from.isAfter(other.from) ? from : other.from;
        LocalDate end = to.isBefore(other.to) ? to : other.to;
        return begin.isBefore(end) ? Optional.of(new DateRange(begin, end)) : Optional.empty();
    }

    /** @throws IllegalStateException when the range has no end */
    public long days() {
        if (isOpenEnded()) {
            throw new IllegalStateException("the range since " + from + " has no end");
        }
        return ChronoUnit.DAYS.between(from, to);
    }

    /** @throws IllegalStateException when the range has no end */
    public LocalDate lastDay() {
        if (isOpenEnded()) {
            throw new IllegalStateException("the range since " + from + " has no end");
        }
        return to.minusDays(1);
    }

    public boolean isOpenEnded() {
        return to.equals(LocalDate.MAX);
    }

    /** By first day, then by end. */
    @Override
    public int compareTo(DateRange other) {
        int byBegin = from.compareTo(other.from);
        return byBegin != 0 ? byBegin : to.compareTo(other.to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + (isOpenEnded() ? "open" : to) + ")";
    }
}
