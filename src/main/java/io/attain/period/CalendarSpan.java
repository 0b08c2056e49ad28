package io.attain.period;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/**
 * Periods of one length in a row.
 *
 * @param calendar which calendar they belong to
 * @param suffix   of their names, such as {@code partner}; empty for none
 * @param length   how long each is
 * @param from     the first day of a month
 * @param count    how many, at most five years' worth
 * @param paidOn   days from the last day of each to its pay date, at most 366
 */
public record CalendarSpan(String calendar, String suffix, Length length, LocalDate from, int count, int paidOn) {

    private static final int MOST_MONTHS = 60;

    /** How long a period is. */
    public enum Length {
        MONTH(1), QUARTER(3), YEAR(12);

        private final int months;

        Length(int months) {
            this.months = months;
        }
    }

    public CalendarSpan {
        if (!calendar.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new Refused("calendar-name",
                    "A calendar is named in small letters, digits and hyphens, such as “months”.");
        }
        if (!suffix.matches("[a-z0-9]{0,7}")) {
            throw new Refused("calendar-name",
                    "The names of periods end in up to seven small letters or digits, or in nothing.");
        }
        if (from.getDayOfMonth() != 1) {
            throw new Refused("calendar-from", "Periods begin on the first day of a month, not on " + from + ".");
        }
        if (length == Length.QUARTER && from.getMonthValue() % 3 != 1) {
            throw new Refused("calendar-from",
                    "A quarter begins in January, April, July or October, not on " + from + ".");
        }
        if (count < 1 || count * length.months > MOST_MONTHS) {
            throw new Refused("calendar-count", "Add at least one period and at most five years at once.");
        }
        if (paidOn < 0 || paidOn > 366) {
            throw new Refused("calendar-pay", "The pay date is 0 to 366 days after the last day of a period.");
        }
    }

    List<NewPeriod> periods() {
        List<NewPeriod> periods = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            LocalDate first = from.plusMonths((long) number * length.months);
            DateRange span = new DateRange(first, first.plusMonths(length.months));
            periods.add(
                    new NewPeriod(new PeriodId(name(first)), calendar, span, span.to().minusDays(1).plusDays(paidOn)));
        }
        return periods;
    }

    private String name(LocalDate first) {
        String name = switch (length) {
            case MONTH -> String.format(Locale.ROOT, "%d-%02d", first.getYear(), first.getMonthValue());
            case QUARTER -> "%d-Q%d".formatted(first.getYear(), (first.getMonthValue() + 2) / 3);
            case YEAR -> first.getMonthValue() == 1
                    ? Integer.toString(first.getYear())
                    : String.format(Locale.ROOT, "%d-%02d-year", first.getYear(), first.getMonthValue());
        };
        return suffix.isEmpty() ? name : name + "-" + suffix;
    }
}
