package io.attain.period;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/**
 * The calendar and the one place where a period changes its state. Refusals a user can avoid come as {@link Refused}
 * with the codes {@code period-unknown}, {@code period-transition}, {@code period-order}, {@code period-overlap},
 * {@code period-none-open} and {@code reopen-…}.
 */
@Service
public class Periods {

    private static final String SELECT = """
            select id, calendar, valid_from, valid_to, state, pay_date from period.period
            """;

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final AuditTrail audit;

    Periods(JdbcClient jdbc, Calendars calendars, AuditTrail audit) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.audit = audit;
    }

    /** All periods, the earliest first. */
    public List<Period> all() {
        return jdbc.sql(SELECT + "order by valid_from, calendar").query(Periods::row).list();
    }

    public Optional<Period> find(PeriodId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(Periods::row).optional();
    }

    /** The period, or a refusal when there is none of that name. */
    public Period get(PeriodId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    /** The earliest period that is neither locked nor paid: the one people work in, also while it is closing. */
    public Period openPeriod() {
        return findOpenPeriod()
                .orElseThrow(() -> new Refused("period-none-open", "Every period of the calendar is locked."));
    }

    public Optional<Period> findOpenPeriod() {
        return jdbc.sql(SELECT + "where state in ('OPEN', 'CLOSING') order by valid_from, calendar limit 1")
                .query(Periods::row)
                .optional();
    }

    /** The earliest period of a calendar that is neither locked nor paid. */
    public Optional<Period> findOpenPeriod(String calendar) {
        return openPeriods().stream().filter(period -> period.calendar().equals(calendar)).findFirst();
    }

    /** The period people work in of each calendar, the earliest first. */
    public List<Period> openPeriods() {
        return jdbc.sql("""
                select * from (select distinct on (calendar) id, calendar, valid_from, valid_to, state, pay_date
                                 from period.period where state in ('OPEN', 'CLOSING') order by calendar, valid_from) one
                order by valid_from, calendar
                """).query(Periods::row).list();
    }

    /** The period of a calendar that a business date falls into. */
    public Optional<Period> containing(String calendar, LocalDate date) {
        return jdbc.sql(SELECT + "where calendar = :calendar and valid_from <= :date and valid_to > :date")
                .param("calendar", calendar)
                .param("date", date)
                .query(Periods::row)
                .optional();
    }

    /** The period a business date falls into, of whichever calendar comes first. */
    public Optional<Period> containing(LocalDate date) {
        return jdbc.sql(SELECT + "where valid_from <= :date and valid_to > :date order by calendar limit 1")
                .param("date", date)
                .query(Periods::row)
                .optional();
    }

    /** The period right before in the same calendar. */
    public Optional<Period> before(PeriodId id) {
        return jdbc.sql(SELECT + """
                where (calendar, valid_to) in (select calendar, valid_from from period.period where id = :id)
                """).param("id", id.value()).query(Periods::row).optional();
    }

    /** What is "now" for plans, reporting lines and periods: the last day of the open period. */
    public LocalDate businessDate() {
        return openPeriod().lastDay();
    }

    /**
     * The period with its row locked until the end of the transaction: whoever decides by the state of a period takes
     * this first, so that the state cannot change under the decision.
     */
    @Transactional
    public Period hold(PeriodId id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id.value())
                .query(Periods::row)
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    /**
     * The periods whose days meet the range, the earliest first, whose states stay as they are until the end of the
     * transaction: whoever lets something change by them takes these first. Several may hold them so at once.
     */
    @Transactional
    public List<Period> holdMeeting(DateRange days) {
        return jdbc.sql(SELECT + "where valid_from < :to and valid_to > :from order by valid_from, calendar for share")
                .param("from", days.from())
                .param("to", days.to())
                .query(Periods::row)
                .list();
    }

    /** Adds an open period. Refused when it overlaps another of its calendar or the name is taken. */
    @Transactional
    public Period define(NewPeriod period) {
        calendars.add(period);
        return get(period.id());
    }

    /**
     * Moves a period to its next state, under a row lock and audited. Asking for the state it already has changes
     * nothing, so that a repeated step of a process does no harm.
     */
    @Transactional
    public Period transition(PeriodId id, PeriodState to) {
        if (to == PeriodState.CLOSING || to == PeriodState.LOCKED) {
            oneAtATime();
        }
        Period period = hold(id);
        if (period.state() == to) {
            return period;
        }
        if (!period.state().mayBecome(to)) {
            throw new Refused(
                    "period-transition",
                    "%s is %s and cannot become %s.".formatted(id, inWords(period.state()), inWords(to)));
        }
        if (to == PeriodState.CLOSING || to == PeriodState.LOCKED) {
            whyNotClose(period).ifPresent(refused -> {
                throw refused;
            });
        }
        return change(period, to, "period." + to.name().toLowerCase(Locale.ROOT));
    }

    private Period change(Period period, PeriodState to, String action) {
        jdbc.sql("update period.period set state = :state, state_since = now() where id = :id")
                .param("state", to.name())
                .param("id", period.id().value())
                .update();
        audit.record(action, subject(period.id()), Map.of("from", period.state().name(), "to", to.name()));
        return new Period(period.id(), period.calendar(), period.span(), to, period.payDate());
    }

    /**
     * Freezes, locks and reopenings wait for each other until the end of the transaction: each depends on the states of
     * several periods. Taken before any row, so that nobody waits in a circle.
     */
    @Transactional
    public void oneAtATime() {
        calendars.oneAtATime();
    }

    /**
     * Opens the latest locked period again. What its lock posted and published is not this module's: the caller undoes it
     * in the same transaction.
     *
     * @throws Refused {@code reopen-…} as {@link #whyNotReopen} says
     */
    @Transactional
    public Period reopen(PeriodId id) {
        oneAtATime();
        Period period = hold(id);
        whyNotReopen(period).ifPresent(refused -> {
            throw refused;
        });
        return change(period, PeriodState.OPEN, "period.reopened");
    }

    /**
     * Why a period cannot be reopened: it is not locked, or a later one of its calendar, or one of a calendar that waits
     * for it, is locked or being closed and stands on it.
     */
    public Optional<Refused> whyNotReopen(Period period) {
        switch (period.state()) {
            case PAID -> {
                return Optional.of(new Refused("reopen-state",
                        period.id() + " is paid and never changes; what was wrong is corrected in the open period."));
            }
            case CLOSING -> {
                return Optional.of(new Refused("reopen-state", period.id()
                        + " is not locked yet: its payout is sent back or its close cancelled instead."));
            }
            case OPEN -> {
                return Optional.of(new Refused("reopen-state",
                        period.id() + " is open, so there is nothing to reopen."));
            }
            case LOCKED -> {
            }
        }
        return jdbc.sql(SELECT + """
                where state <> 'OPEN' and id <> :id and valid_to >= :to and calendar in (
                      with recursive standing (calendar) as (
                          select cast(:calendar as text)
                          union
                          select w.calendar from period.waiting w join standing s on w.waits_for = s.calendar)
                      select calendar from standing)
                order by state, valid_to desc limit 1
                """)
                .param("id", period.id().value())
                .param("to", period.span().to())
                .param("calendar", period.calendar())
                .query(Periods::row)
                .optional()
                .map(other -> other.state() == PeriodState.CLOSING
                        ? new Refused("reopen-closing", "%s is being closed; cancel that close first, then reopen %s."
                                .formatted(other.id(), period.id()))
                        : new Refused("reopen-order", "%s was locked after %s; only the latest period is reopened."
                                .formatted(other.id(), period.id())));
    }

    /** Why a period cannot be closed yet: an earlier one of its calendar is open, or one within it that it waits for. */
    public Optional<Refused> whyNotClose(Period period) {
        return elder(period)
                .map(elder -> new Refused("period-order",
                        "%s is still open; close it before %s.".formatted(elder, period.id())))
                .or(() -> calendars.notLockedWithin(period)
                        .map(open -> new Refused("period-order",
                                "%s is still open, and the calendar “%s” waits for its own; close it before %s."
                                        .formatted(open, period.calendar(), period.id()))));
    }

    private Optional<String> elder(Period period) {
        return jdbc.sql("""
                select id from period.period
                where calendar = :calendar and valid_from < :from and state in ('OPEN', 'CLOSING')
                order by valid_from limit 1
                """)
                .param("calendar", period.calendar())
                .param("from", period.span().from())
                .query(String.class)
                .optional();
    }

    private static String inWords(PeriodState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String subject(PeriodId id) {
        return "period " + id;
    }

    private static Refused unknown(PeriodId id) {
        return new Refused("period-unknown", "There is no period " + id + ".");
    }

    private static Period row(ResultSet rs, int rowNum) throws SQLException {
        return new Period(
                new PeriodId(rs.getString("id")),
                rs.getString("calendar"),
                new DateRange(
                        rs.getObject("valid_from", LocalDate.class), rs.getObject("valid_to", LocalDate.class)),
                PeriodState.valueOf(rs.getString("state")),
                rs.getObject("pay_date", LocalDate.class));
    }
}
