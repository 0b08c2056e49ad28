package io.attain.simulation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.attain.plan.language.Window;
import io.attain.shared.DateRange;

/** Calendar arithmetic of a simulation. */
final class Dates {

    /** Since when everything is that says no beginning. */
    static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private Dates() {}

    /** The days cut into spans of so many months, from the span of the first day to that of the last. */
    static List<DateRange> spans(DateRange days, int months) {
        List<DateRange> spans = new ArrayList<>();
        int month = (days.from().getMonthValue() - 1) / months * months + 1;
        for (LocalDate from = LocalDate.of(days.from().getYear(), month, 1); from
                .isBefore(days.to()); from = from.plusMonths(months)) {
            spans.add(new DateRange(from, from.plusMonths(months)));
        }
        return spans;
    }

    /** The first day of the window that ends with the period. */
    static LocalDate since(Window window, DateRange period, LocalDate firstInPlan) {
        LocalDate from = period.from();
        LocalDate since = switch (window) {
            case CREDIT, PERIOD -> from;
            case QUARTER_TO_DATE -> LocalDate.of(from.getYear(), (from.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case YEAR_TO_DATE -> LocalDate.of(from.getYear(), 1, 1);
            case PLAN_TO_DATE -> firstInPlan;
        };
        return since.isBefore(from) ? since : from;
    }

    /** Month of tenure; the month of joining is 1. */
    static int tenure(LocalDate joined, LocalDate day) {
        return Math.toIntExact(ChronoUnit.MONTHS.between(YearMonth.from(joined), YearMonth.from(day))) + 1;
    }

    /** The range as days since 1970, cut to what an int holds. */
    static int epochDay(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
