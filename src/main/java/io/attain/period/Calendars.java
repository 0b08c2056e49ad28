package io.attain.period;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.shared.Refused;

/**
 * Several calendars beside each other, such as months for reps and quarters for partners. Each closes on its own, unless
 * it is said to wait for another: then its periods lock after those of the other within them. Refusals carry the codes
 * {@code calendar-…} and {@code period-overlap}.
 */
@Service
public class Calendars {

    private static final String WITHIN = """
            from period.period inner_one join period.period outer_one
              on outer_one.calendar = :calendar and inner_one.calendar = :other
             and inner_one.state in ('OPEN', 'CLOSING')
             and inner_one.valid_from < outer_one.valid_to and inner_one.valid_to <= outer_one.valid_to
            """;

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    Calendars(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** All calendars by name. */
    public List<String> all() {
        return jdbc.sql("select distinct calendar from period.period order by calendar").query(String.class).list();
    }

    /**
     * Adds open periods to a calendar, all or none; the first makes the calendar.
     *
     * @throws Refused {@code period-overlap} when one of them is there or meets another of the calendar,
     *                 {@code calendar-gap} when the calendar goes on later or ended before
     */
    @Transactional
    public List<PeriodId> extend(CalendarSpan span) {
        List<NewPeriod> wanted = span.periods();
        jdbc.sql("select max(valid_to) as until from period.period where calendar = :calendar")
                .param("calendar", span.calendar())
                .query((row, number) -> Optional.ofNullable(row.getObject("until", LocalDate.class)))
                .single()
                .filter(until -> !until.equals(span.from()))
                .ifPresent(until -> {
                    throw new Refused("calendar-gap", "“%s” goes on with %s; begin there, without a gap."
                            .formatted(span.calendar(), until));
                });
        List<PeriodId> added = new ArrayList<>();
        for (NewPeriod period : wanted) {
            add(period);
            added.add(period.id());
        }
        return added;
    }

    /** @throws Refused {@code period-overlap} */
    void add(NewPeriod period) {
        try {
            jdbc.sql("""
                    insert into period.period (id, calendar, valid_from, valid_to, pay_date, state)
                    values (:id, :calendar, :from, :to, :payDate, 'OPEN')
                    """)
                    .param("id", period.id().value())
                    .param("calendar", period.calendar())
                    .param("from", period.span().from())
                    .param("to", period.span().to())
                    .param("payDate", period.payDate())
                    .update();
        } catch (DataIntegrityViolationException taken) {
            throw new Refused("period-overlap", "There is a period named %s already, or one of “%s” in its span."
                    .formatted(period.id(), period.calendar()));
        }
        audit.record("period.defined", "period " + period.id(),
                Map.of("from", period.span().from().toString(), "to", period.span().to().toString(), "payDate",
                        period.payDate().toString()));
    }

    /** Which calendar waits for which other. */
    public Map<String, String> waiting() {
        Map<String, String> waiting = new TreeMap<>();
        jdbc.sql("select calendar, waits_for from period.waiting").query(row -> {
            waiting.put(row.getString("calendar"), row.getString("waits_for"));
        });
        return waiting;
    }

    /**
     * Lets the periods of a calendar lock only after those of another within them, such as quarters after months; a
     * calendar waits for one other. Repeated it changes nothing.
     *
     * @throws Refused {@code calendar-unknown}; {@code calendar-circle} when the other waits for this one already;
     *                 {@code calendar-late} when a locked period would have had to wait
     */
    @Transactional
    public void waitFor(String calendar, String other) {
        oneAtATime();
        Map<String, String> waiting = waiting();
        if (other.equals(waiting.get(calendar))) {
            return;
        }
        List<String> all = all();
        for (String named : List.of(calendar, other)) {
            if (!all.contains(named)) {
                throw new Refused("calendar-unknown", "There is no calendar “" + named + "”.");
            }
        }
        for (String next = other; next != null; next = waiting.get(next)) {
            if (next.equals(calendar)) {
                throw new Refused("calendar-circle", "“%s” waits for “%s” already; they cannot wait for each other."
                        .formatted(other, calendar));
            }
        }
        jdbc.sql("select outer_one.id as locked, inner_one.id as open " + WITHIN
                + " where outer_one.state in ('LOCKED', 'PAID') order by inner_one.valid_from limit 1")
                .param("calendar", calendar)
                .param("other", other)
                .query((row, number) -> new Refused("calendar-late",
                        "%s is locked and %s, within it, is not; lock that first."
                                .formatted(row.getString("locked"), row.getString("open"))))
                .optional()
                .ifPresent(late -> {
                    throw late;
                });
        jdbc.sql("""
                insert into period.waiting (calendar, waits_for, since) values (:calendar, :other, now())
                on conflict (calendar) do update set waits_for = excluded.waits_for, since = excluded.since
                """).param("calendar", calendar).param("other", other).update();
        audit.record("calendar.waits", "calendar " + calendar, Map.of("for", other));
    }

    /** The calendar waits for none any more. Repeated it changes nothing. */
    @Transactional
    public void waitForNone(String calendar) {
        if (jdbc.sql("delete from period.waiting where calendar = :calendar").param("calendar", calendar)
                .update() > 0) {
            audit.record("calendar.waits", "calendar " + calendar, Map.of("for", "none"));
        }
    }

    /** The earliest period that is not locked, of those that a period waits for. */
    Optional<String> notLockedWithin(Period period) {
        return Optional.ofNullable(waiting().get(period.calendar()))
                .flatMap(other -> jdbc.sql("select inner_one.id " + WITHIN
                        + " where outer_one.id = :id order by inner_one.valid_from limit 1")
                        .param("calendar", period.calendar())
                        .param("other", other)
                        .param("id", period.id().value())
                        .query(String.class)
                        .optional());
    }

    void oneAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('order of periods', 0))").query(row -> {});
    }
}
