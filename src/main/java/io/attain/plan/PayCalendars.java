package io.attain.plan;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import io.attain.participant.ParticipantId;
import io.attain.period.Periods;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/**
 * Which calendar pays a participant: one at a time. Somebody may go from a plan on months to one on quarters, on a day on
 * which a period of both begins; being in both at once would pay the same balances twice.
 */
@Service
public class PayCalendars {

    /** A plan keeps its calendar over its versions. */
    private static final String CALENDARS = """
            select distinct on (plan_id) plan_id, source::jsonb ->> 'calendar' as calendar from plan.version
             where state = 'PUBLISHED' order by plan_id, number desc
            """;

    private final JdbcClient jdbc;
    private final Periods periods;

    PayCalendars(JdbcClient jdbc, Periods periods) {
        this.jdbc = jdbc;
        this.periods = periods;
    }

    /** The calendar of the plan that each participant was put into last before a day. Whoever never was is left out. */
    public Map<ParticipantId, String> before(LocalDate day) {
        Map<ParticipantId, String> calendars = new TreeMap<>();
        jdbc.sql("""
                select distinct on (a.participant_id) a.participant_id, c.calendar
                  from plan.assignment a join (%s) c on c.plan_id = a.plan_id
                 where lower(a.valid) < :day
                 order by a.participant_id, lower(a.valid) desc, a.plan_id collate "C"
                """.formatted(CALENDARS)).param("day", day).query(row -> {
            calendars.put(new ParticipantId(row.getString("participant_id")), row.getString("calendar"));
        });
        return calendars;
    }

    /** Who is paid by which calendar on any day. */
    public Paying paying() {
        Map<ParticipantId, NavigableMap<LocalDate, String>> calendars = new TreeMap<>();
        jdbc.sql("""
                select a.participant_id, lower(a.valid) as since, c.calendar
                  from plan.assignment a join (%s) c on c.plan_id = a.plan_id order by a.plan_id collate "C" desc
                """.formatted(CALENDARS)).query(row -> {
            calendars.computeIfAbsent(new ParticipantId(row.getString("participant_id")), who -> new TreeMap<>())
                    .put(row.getObject("since", LocalDate.class), row.getString("calendar"));
        });
        return new Paying(calendars);
    }

    Optional<String> of(PlanId plan) {
        return jdbc.sql("select calendar from (%s) c where plan_id = :plan".formatted(CALENDARS))
                .param("plan", plan.value()).query(String.class).optional();
    }

    /**
     * @throws Refused {@code plan-calendar} when published versions of the plan are on another calendar,
     *                 {@code assignment-calendars} when somebody in it is paid by another
     */
    void refuseAnother(PlanId plan, String calendar) {
        of(plan).filter(known -> !known.equals(calendar)).ifPresent(known -> {
            throw new Refused("plan-calendar",
                    "%s is on the calendar “%s” and stays there; pay by “%s” takes a plan of its own."
                            .formatted(plan, known, calendar));
        });
        jdbc.sql("""
                select participant_id, lower(valid) as valid_from, upper(valid) as valid_to from plan.assignment
                 where plan_id = :plan order by participant_id collate "C", lower(valid)
                """).param("plan", plan.value())
                .query((row, number) -> new Assignment(new ParticipantId(row.getString("participant_id")), plan,
                        Ranges.of(row)))
                .list().forEach(assignment -> refuseASecond(assignment, calendar));
    }

    /**
     * @param calendar of the plan
     * @throws Refused {@code assignment-calendars} when a period of another calendar, on whose plan the participant is,
     *                 has days in common with one of this
     */
    void refuseASecond(Assignment assignment, String calendar) {
        DateRange days = inWholePeriods(calendar, assignment.range());
        jdbc.sql("""
                select a.plan_id, lower(a.valid) as valid_from, upper(a.valid) as valid_to, c.calendar
                  from plan.assignment a join (%s) c on c.plan_id = a.plan_id
                 where a.participant_id = :participant and c.calendar <> :calendar order by lower(a.valid)
                """.formatted(CALENDARS))
                .param("participant", assignment.participant().value()).param("calendar", calendar)
                .query((row, number) -> Map.entry(row.getString("calendar"), Ranges.of(row))).list().stream()
                .filter(other -> inWholePeriods(other.getKey(), other.getValue()).overlaps(days)).findFirst()
                .ifPresent(other -> {
                    throw new Refused("assignment-calendars",
                            ("%s is in a plan on the calendar “%s” on the days %s. A plan on “%s” begins on a day on which "
                                    + "a period of both begins, and the other ends before it.")
                                    .formatted(assignment.participant(), other.getKey(), other.getValue(), calendar));
                });
    }

    private DateRange inWholePeriods(String calendar, DateRange days) {
        LocalDate from = periods.containing(calendar, days.from()).map(period -> period.span().from())
                .orElse(days.from());
        return days.isOpenEnded()
                ? DateRange.since(from)
                : new DateRange(from, periods.containing(calendar, days.to().minusDays(1))
                        .map(period -> period.span().to()).orElse(days.to()));
    }
}
