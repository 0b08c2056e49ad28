package io.attain.period;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Time as deadlines count it: Saturdays, Sundays and holidays, in UTC, have no length; every other day has 24 hours. A
 * step that begins on a day off begins at midnight of the next business day.
 *
 * @param holidays the days off that are not at a weekend
 */
public record BusinessTime(Set<LocalDate> holidays) {

    /** Nothing in a company waits longer; more than this is a mistake in a decision table. */
    private static final Duration LONGEST = Duration.ofDays(366);

    public BusinessTime {
        holidays = Set.copyOf(holidays);
    }

    public boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(day);
    }

    /**
     * The moment when that much business time has passed.
     *
     * @param length up to 366 days, not negative
     */
    public Instant after(Instant start, Duration length) {
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("no deadline is " + length + " away");
        }
        Instant at = start;
        Duration left = length;
        while (true) {
            LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
            Instant midnight = midnightAfter(day);
            if (isBusinessDay(day)) {
                Duration today = Duration.between(at, midnight);
                if (left.compareTo(today) <= 0) {
                    return at.plus(left);
                }
                left = left.minus(today);
            }
            at = midnight;
        }
    }

    /** The business time from one moment to another; nothing when the other is not later. */
    public Duration between(Instant start, Instant end) {
        Duration passed = Duration.ZERO;
        Instant at = start;
        while (at.isBefore(end)) {
            LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
            Instant midnight = midnightAfter(day);
            Instant until = midnight.isBefore(end) ? midnight : end;
            if (isBusinessDay(day)) {
                passed = passed.plus(Duration.between(at, until));
            }
            at = until;
        }
        return passed;
    }

    private static Instant midnightAfter(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
