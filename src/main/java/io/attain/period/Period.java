package io.attain.period;

import java.time.LocalDate;

import io.attain.shared.DateRange;

/**
 * One stretch of a calendar that is closed and paid as a whole.
 *
 * @param span    half open; spans of one calendar never overlap
 * @param payDate the day payroll pays what the period's payout releases
 */
public record Period(PeriodId id, String calendar, DateRange span, PeriodState state, LocalDate payDate) {

    public boolean isOpen() {
        return state == PeriodState.OPEN;
    }

    public LocalDate lastDay() {
        return span.to().minusDays(1);
    }
}
