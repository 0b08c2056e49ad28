package io.attain.period;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.audit.AuditTrail;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.TestServer;
import io.attain.fixtures.Together;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeriodsIT extends PostgresIT {

    @Autowired
    private Periods periods;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void threeQuarters() {
        sweep();
        Quarters.define(periods, 3);
    }

    @Test
    void theOpenPeriodIsTheEarliestNotLocked() {
        assertThat(periods.openPeriod().id()).isEqualTo(Quarters.Q1);
        assertThat(periods.businessDate()).isEqualTo(LocalDate.of(2017, 3, 31));
        lock(Quarters.Q1);
        assertThat(periods.openPeriod().id()).isEqualTo(Quarters.Q2);
        periods.transition(Quarters.Q2, PeriodState.CLOSING);
        assertThat(periods.openPeriod().id()).isEqualTo(Quarters.Q2);
        assertThat(periods.businessDate()).isEqualTo(LocalDate.of(2017, 6, 30));
    }

    @Test
    void aDateFallsIntoOnePeriodOrNone() {
        assertThat(periods.containing(LocalDate.of(2017, 3, 31)).map(Period::id)).hasValue(Quarters.Q1);
        assertThat(periods.containing(LocalDate.of(2017, 4, 1)).map(Period::id)).hasValue(Quarters.Q2);
        assertThat(periods.containing(LocalDate.of(2018, 1, 1))).isEmpty();
        assertThat(periods.before(Quarters.Q2).map(Period::id)).hasValue(Quarters.Q1);
        assertThat(periods.before(Quarters.Q1)).isEmpty();
    }

    @Test
    void refusesAnOverlapButTakesAnotherCalendar() {
        DateRange may = new DateRange(LocalDate.of(2017, 5, 1), LocalDate.of(2017, 6, 1));
        assertThatThrownBy(() -> periods.define(
                new NewPeriod(new PeriodId("2017-05"), "quarters", may, LocalDate.of(2017, 6, 30))))
                .isInstanceOf(Refused.class);
        periods.define(new NewPeriod(new PeriodId("2017-05"), "months", may, LocalDate.of(2017, 6, 30)));
        assertThat(periods.all()).hasSize(4);
    }

    @Test
    void skipsNoStep() {
        assertThatThrownBy(() -> periods.transition(Quarters.Q1, PeriodState.LOCKED))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2017-Q1 is open and cannot become locked");
        lock(Quarters.Q1);
        assertThatThrownBy(() -> periods.transition(Quarters.Q1, PeriodState.OPEN)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> periods.transition(Quarters.Q1, PeriodState.CLOSING)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesTheSameStepPastTheApplication() {
        lock(Quarters.Q1);
        assertThatThrownBy(() -> jdbc.sql("update period.period set state = 'OPEN' where id = '2017-Q1'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from period.period").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void closesTheElderFirst() {
        assertThatThrownBy(() -> periods.transition(Quarters.Q2, PeriodState.CLOSING))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2017-Q1 is still open");
    }

    @Test
    void repeatedStepsChangeNothingAndAreAuditedOnce() {
        acting.as(People.CORA, () -> {
            periods.transition(Quarters.Q1, PeriodState.CLOSING);
            periods.transition(Quarters.Q1, PeriodState.CLOSING);
        });
        assertThat(audit.entriesAbout("period 2017-Q1"))
                .filteredOn(e -> e.action().equals("period.closing"))
                .singleElement()
                .satisfies(e -> assertThat(e.actor()).isEqualTo(People.CORA.id().value()));
    }

    @Test
    void oneOfTwoContraryStepsWins() throws InterruptedException {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        List<Together.Outcome<Period>> outcomes = Together.run(
                () -> periods.transition(Quarters.Q1, PeriodState.OPEN),
                () -> periods.transition(Quarters.Q1, PeriodState.LOCKED));
        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(o -> !o.succeeded())
                .singleElement()
                .satisfies(o -> assertThat(o.failure().orElseThrow()).isInstanceOf(Refused.class));
    }

    @Test
    void theStepWaitsForWhoeverHoldsThePeriod() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread writer = new Thread(() -> transaction.executeWithoutResult(tx -> {
            periods.hold(Quarters.Q1);
            held.countDown();
            try {
                release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        writer.start();
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closer = new Thread(() -> periods.transition(Quarters.Q1, PeriodState.CLOSING));
        closer.start();
        closer.join(300);
        assertThat(closer.isAlive()).isTrue();
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.OPEN);
        release.countDown();
        writer.join(30_000);
        closer.join(30_000);
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.CLOSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "before insert on public.probe for each row execute function period.refuse_when_closed('day')",
        "after insert on public.probe referencing new table as fresh for each statement "
                + "execute function period.refuse_when_closed_in_bulk('day')"
    })
    void itsGuardKeepsRowsOutOfAClosedPeriod(String trigger) throws SQLException {
        try (Connection superuser = TestServer.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("drop table if exists public.probe");
            statement.execute("create table public.probe (day date not null)");
            statement.execute("create trigger probe_guard " + trigger);
            statement.execute("grant insert on public.probe to attain_app");
            insertProbe("('2017-01-01'), ('2017-06-30')");
            periods.transition(Quarters.Q1, PeriodState.CLOSING);
            insertProbe("('2017-04-01'), ('2017-06-30')");
            assertThatThrownBy(() -> insertProbe("('2017-04-01'), ('2017-03-31')"))
                    .rootCause()
                    .hasMessageContaining("2017-Q1 is CLOSING");
            assertThatThrownBy(() -> insertProbe("('2031-04-01')")).rootCause().hasMessageContaining("no period holds");
            statement.execute("drop table public.probe");
        }
    }

    private void insertProbe(String rows) {
        jdbc.sql("insert into public.probe (day) values " + rows).update();
    }

    private void lock(PeriodId period) {
        periods.transition(period, PeriodState.CLOSING);
        periods.transition(period, PeriodState.LOCKED);
    }
}
