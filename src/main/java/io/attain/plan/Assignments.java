package io.attain.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.participant.FieldChange;
import io.attain.participant.ParticipantId;
import io.attain.participant.Recorded;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Who is in which plan, and when. */
@Service
public class Assignments {

    private static final String SELECT = """
			select participant_id, plan_id, lower(valid) as valid_from, upper(valid) as valid_to from plan.assignment
			 where valid && daterange(:from, :to)
			""";

    private final JdbcClient jdbc;
    private final PayCalendars calendars;
    private final AuditTrail audit;
    private final Clock clock;

    Assignments(JdbcClient jdbc, PayCalendars calendars, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Puts someone into a plan; one that begins on the same day as a known one changes its end. Days in locked periods
     * may change as well: what that makes of their pay is paid in the open period.
     *
     * @throws Refused when it would overlap another assignment of theirs to the plan, or they are paid by another calendar
     */
    @Transactional
    public Recorded assign(Assignment assignment) {
        Optional<DateRange> known = of(assignment.participant(), assignment.range()).stream()
                .filter(other -> other.plan().equals(assignment.plan())
                        && other.range().from().equals(assignment.range().from()))
                .map(Assignment::range).findFirst();
        if (known.filter(assignment.range()::equals).isPresent()) {
            return new Recorded.Unchanged();
        }
        calendars.of(assignment.plan()).ifPresent(calendar -> calendars.refuseASecond(assignment, calendar));
        try {
            jdbc.sql(known.isPresent() ? """
					update plan.assignment set valid = daterange(:from, :to)
					 where participant_id = :participant and plan_id = :plan and lower(valid) = :from
					""" : """
					insert into plan.assignment (participant_id, plan_id, valid, recorded_at)
					values (:participant, :plan, daterange(:from, :to), :now)
					""").param("participant", assignment.participant().value()).param("plan", assignment.plan().value())
                    .param("from", assignment.range().from()).param("to", Ranges.end(assignment.range()))
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        } catch (DataIntegrityViolationException overlap) {
            throw overlaps(assignment, overlap);
        }
        audit.record("plan.assigned", "participant " + assignment.participant(),
                Map.of("plan", assignment.plan().value(), "range", assignment.range().toString()));
        return known.<Recorded>map(before -> new Recorded.Changed(
                List.of(new FieldChange("to", end(before), end(assignment.range()))))).orElseGet(Recorded.Added::new);
    }

    private static Refused overlaps(Assignment assignment, DataIntegrityViolationException overlap) {
        if (String.valueOf(overlap.getMostSpecificCause().getMessage()).contains("assignment_no_overlap")) {
            return new Refused("assignment-overlap", "%s is already in the plan %s on some of the days %s."
                    .formatted(assignment.participant(), assignment.plan(), assignment.range()));
        }
        throw overlap;
    }

    /** The assignments of a participant that meet the range, by plan and first day. */
    public List<Assignment> of(ParticipantId participant, DateRange range) {
        return jdbc.sql(SELECT + "and participant_id = :participant order by plan_id collate \"C\", lower(valid)")
                .param("from", range.from()).param("to", Ranges.end(range)).param("participant", participant.value())
                .query(Assignments::assignment).list();
    }

    /** The assignments to a plan that meet the range, by participant and first day. */
    public List<Assignment> of(PlanId plan, DateRange range) {
        return jdbc.sql(SELECT + "and plan_id = :plan order by participant_id collate \"C\", lower(valid)")
                .param("from", range.from()).param("to", Ranges.end(range)).param("plan", plan.value())
                .query(Assignments::assignment).list();
    }

    /** All assignments that meet the range, by participant, plan and first day. */
    public List<Assignment> all(DateRange range) {
        return jdbc.sql(SELECT + "order by participant_id collate \"C\", plan_id collate \"C\", lower(valid)")
                .param("from", range.from()).param("to", Ranges.end(range)).query(Assignments::assignment).list();
    }

    private static Assignment assignment(ResultSet row, int number) throws SQLException {
        return new Assignment(new ParticipantId(row.getString("participant_id")), new PlanId(row.getString("plan_id")),
                Ranges.of(row));
    }

    private static String end(DateRange range) {
        return range.isOpenEnded() ? "" : range.to().toString();
    }
}
