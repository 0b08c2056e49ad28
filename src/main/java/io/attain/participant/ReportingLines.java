package io.attain.participant;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import io.attain.shared.DateRange;

/** Who reports to whom, as of a day. Lines of one participant never overlap and never form a circle. */
@Service
public class ReportingLines {

    private final JdbcClient jdbc;

    ReportingLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The direct manager on that day. */
    public Optional<ParticipantId> managerOf(ParticipantId id, LocalDate date) {
        return jdbc.sql("""
				select manager_id from participant.reporting_line
				 where participant_id = :id and valid @> :date::date
				""").param("id", id.value()).param("date", date).query(String.class).optional().map(ParticipantId::new);
    }

    /** A span of days on which someone reports to a manager. */
    public record Line(ParticipantId participant, ParticipantId manager, DateRange days) {}

    /** Every line there ever was, by participant and first day. */
    public List<Line> all() {
        return jdbc.sql("""
				select participant_id, manager_id, valid_from, valid_to from participant.reporting_line
				 order by participant_id collate "C", valid_from
				""").query((row, number) -> new Line(new ParticipantId(row.getString("participant_id")),
                new ParticipantId(row.getString("manager_id")),
                new DateRange(row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class))))
                .list();
    }

    /** Those who report to this manager directly on that day, by id. */
    public List<ParticipantId> directReports(ParticipantId manager, LocalDate date) {
        return ids("""
				select participant_id from participant.reporting_line
				 where manager_id = :id and valid @> :date::date
				 order by participant_id collate "C"
				""", manager, date);
    }

    /** Everyone below this manager on that day, through any number of levels, by id; without the manager. */
    public Set<ParticipantId> everyoneBelow(ParticipantId manager, LocalDate date) {
        return new LinkedHashSet<>(ids("""
				with recursive below (id) as (
				    select participant_id from participant.reporting_line
				     where manager_id = :id and valid @> :date::date
				    union
				    select l.participant_id from below b
				      join participant.reporting_line l on l.manager_id = b.id and l.valid @> :date::date)
				select id from below order by id collate "C"
				""", manager, date));
    }

    /** Whether the manager is above the participant on that day. Nobody is above himself. */
    public boolean isAbove(ParticipantId manager, ParticipantId participant, LocalDate date) {
        return line(participant, date).contains(manager);
    }

    /** The line upward from a participant on that day, the direct manager first. */
    public List<ParticipantId> line(ParticipantId participant, LocalDate date) {
        return ids("""
				with recursive upward (id, height) as (
				    select manager_id, 1 from participant.reporting_line
				     where participant_id = :id and valid @> :date::date
				    union all
				    select l.manager_id, u.height + 1 from upward u
				      join participant.reporting_line l on l.participant_id = u.id and l.valid @> :date::date)
				select id from upward order by height
				""", participant, date);
    }

    /** Everyone with at least one direct report on that day, by id. */
    public List<ParticipantId> managers(LocalDate date) {
        return jdbc.sql("""
				select distinct manager_id collate "C" from participant.reporting_line
				 where valid @> :date::date order by 1
				""").param("date", date).query(String.class).list().stream().map(ParticipantId::new).toList();
    }

    private List<ParticipantId> ids(String sql, ParticipantId id, LocalDate date) {
        return jdbc.sql(sql).param("id", id.value()).param("date", date).query(String.class).list().stream()
                .map(ParticipantId::new).toList();
    }
}
