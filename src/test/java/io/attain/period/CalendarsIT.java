package io.attain.period;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.PostgresIT;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CalendarsIT extends PostgresIT {

    private static final LocalDate NEW_YEAR = LocalDate.of(2017, 1, 1);

    @Autowired
    private Calendars calendars;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void monthsQuartersAndYears() {
        sweep();
        extend("months", "", CalendarSpan.Length.MONTH, NEW_YEAR, 12);
        extend("quarters", "", CalendarSpan.Length.QUARTER, NEW_YEAR, 4);
        extend("years", "", CalendarSpan.Length.YEAR, NEW_YEAR, 1);
    }

    @Test
    void eachCalendarHasItsOpenPeriod() {
        lock("2017-01");
        assertThat(periods.openPeriods()).extracting(one -> one.id().value())
                .containsExactly("2017-Q1", "2017", "2017-02");
        assertThat(periods.findOpenPeriod("months")).map(Period::id).contains(new PeriodId("2017-02"));
        assertThat(periods.findOpenPeriod("weeks")).isEmpty();
        assertThat(periods.get(new PeriodId("2017-02")).payDate()).isEqualTo(LocalDate.of(2017, 3, 15));
        assertThat(periods.containing("quarters", LocalDate.of(2017, 6, 30))).map(Period::id)
                .contains(new PeriodId("2017-Q2"));
    }

    @Test
    void calendarsThatAreNotSaidToWaitCloseOnTheirOwn() {
        lock("2017-Q1");
        lock("2017-01");
        lock("2017");
        assertThat(periods.get(new PeriodId("2017-02")).isOpen()).isTrue();
    }

    @Test
    void aQuarterLocksAfterItsMonthsAndAYearAfterItsQuarters() {
        calendars.waitFor("quarters", "months");
        calendars.waitFor("years", "quarters");
        lock("2017-01", "2017-02");
        refused("2017-Q1",
                "2017-03 is still open, and the calendar “quarters” waits for its own; close it before 2017-Q1.");
        periods.transition(new PeriodId("2017-03"), PeriodState.CLOSING);
        refused("2017-Q1", "2017-03 is still open");
        periods.transition(new PeriodId("2017-03"), PeriodState.LOCKED);
        lock("2017-Q1");
        lock("2017-04");
        refused("2017", "2017-Q2 is still open");
        jdbc.sql("update period.period set state = 'CLOSING' where id = '2017-Q2'").update();
        assertThatThrownBy(
                () -> jdbc.sql("update period.period set state = 'LOCKED' where id = '2017-Q2'").update())
                .isInstanceOf(DataAccessException.class).rootCause().hasMessageContaining("waits for 2017-05");
    }

    @Test
    void aMonthIsReopenedOnlyWhileNothingThatWaitsForItIsLocked() {
        lock("2017-01", "2017-02", "2017-03", "2017-Q1");
        assertThat(periods.whyNotReopen(periods.get(new PeriodId("2017-03")))).isEmpty();
        assertThat(periods.whyNotReopen(periods.get(new PeriodId("2017-Q1")))).isEmpty();
        assertThat(periods.whyNotReopen(periods.get(new PeriodId("2017-02")))).map(Refused::sentence)
                .contains("2017-03 was locked after 2017-02; only the latest period is reopened.");
        calendars.waitFor("quarters", "months");
        assertThat(periods.whyNotReopen(periods.get(new PeriodId("2017-03")))).map(Refused::sentence)
                .contains("2017-Q1 was locked after 2017-03; only the latest period is reopened.");
        assertThat(periods.whyNotReopen(periods.get(new PeriodId("2017-Q1")))).isEmpty();
    }

    @Test
    void whoWaitsForWhomIsSaidOnceAndInNoCircle() {
        calendars.waitFor("quarters", "months");
        calendars.waitFor("quarters", "months");
        calendars.waitFor("years", "quarters");
        refused(() -> calendars.waitFor("months", "years"), "calendar-circle", "“years” waits for “months” already");
        refused(() -> calendars.waitFor("months", "months"), "calendar-circle", "wait for each other");
        refused(() -> calendars.waitFor("months", "weeks"), "calendar-unknown", "There is no calendar “weeks”.");
        calendars.waitForNone("years");
        calendars.waitForNone("years");
        lock("2017");
        refused(() -> calendars.waitFor("years", "quarters"), "calendar-late",
                "2017 is locked and 2017-Q1, within it, is not; lock that first.");
        assertThat(calendars.waiting()).containsOnlyKeys("quarters");
    }

    @Test
    void periodsAreAddedWithoutGapAllOrNone() {
        refused(() -> extend("months", "", CalendarSpan.Length.MONTH, LocalDate.of(2018, 2, 1), 1), "calendar-gap",
                "“months” goes on with 2018-01-01; begin there, without a gap.");
        refused(() -> extend("partners", "", CalendarSpan.Length.QUARTER, LocalDate.of(2016, 10, 1), 2),
                "period-overlap", "There is a period named 2017-Q1 already");
        assertThat(calendars.all()).as("nothing is left of it").containsExactly("months", "quarters", "years");
        assertThat(extend("partners", "partner", CalendarSpan.Length.QUARTER, NEW_YEAR, 2))
                .containsExactly(new PeriodId("2017-Q1-partner"), new PeriodId("2017-Q2-partner"));
        assertThat(extend("fiscal", "", CalendarSpan.Length.YEAR, LocalDate.of(2017, 4, 1), 1))
                .containsExactly(new PeriodId("2017-04-year"));
        refused(() -> extend("Partners!", "", CalendarSpan.Length.MONTH, NEW_YEAR, 1), "calendar-name",
                "small letters");
        refused(() -> extend("partners", "too-long", CalendarSpan.Length.MONTH, NEW_YEAR, 1), "calendar-name", "seven");
        refused(() -> extend("partners", "", CalendarSpan.Length.QUARTER, LocalDate.of(2017, 2, 1), 1), "calendar-from",
                "A quarter begins in January");
        refused(() -> extend("partners", "", CalendarSpan.Length.MONTH, LocalDate.of(2017, 2, 2), 1), "calendar-from",
                "first day of a month");
        refused(() -> extend("partners", "", CalendarSpan.Length.YEAR, NEW_YEAR, 6), "calendar-count", "five years");
    }

    private List<PeriodId> extend(String calendar, String suffix, CalendarSpan.Length length, LocalDate from,
            int count) {
        return calendars.extend(new CalendarSpan(calendar, suffix, length, from, count, 15));
    }

    private void lock(String... ids) {
        for (String id : ids) {
            periods.transition(new PeriodId(id), PeriodState.CLOSING);
            periods.transition(new PeriodId(id), PeriodState.LOCKED);
        }
    }

    private void refused(String id, String sentence) {
        refused(() -> periods.transition(new PeriodId(id), PeriodState.CLOSING), "period-order", sentence);
        assertThat(periods.whyNotClose(periods.get(new PeriodId(id)))).isPresent();
    }

    private static void refused(Runnable work, String code, String sentence) {
        assertThatExceptionOfType(Refused.class).isThrownBy(work::run)
                .matches(refused -> refused.code().equals(code)).withMessageContaining(sentence);
    }
}
