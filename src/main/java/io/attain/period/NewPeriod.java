package io.attain.period;

import java.time.LocalDate;

import io.attain.shared.DateRange;

/**
 * A period to be added to a calendar, open from the start.
 *
 * @param payDate not before the last day of the span
 */
public record NewPeriod(PeriodId id, String calendar, DateRange span, LocalDate payDate) {

    public NewPeriod {
        if (calendar.isBlank()) {
            throw new IllegalArgumentException("a period belongs to a named calendar");
        }
        if (span.isOpenEnded()) {
            throw new IllegalArgumentException("a period ends");
        }
        if (payDate.isBefore(span.to().minusDays(1))) {
            throw new IllegalArgumentException("a period is paid after it ends");
        }
    }
}
