package io.attain.participant;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.shared.Refused;

/**
 * Positions and reporting lines over time. A value that holds from a day on corrects the row that begins that day, or
 * ends the row in force the day before and follows it.
 */
@Component
class DatedRows {

    private record Row(long id, String value, LocalDate from, LocalDate to) {}

    private final JdbcClient jdbc;

    DatedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean hasLine(ParticipantId id) {
        return jdbc.sql("select exists (select from participant.reporting_line where participant_id = :id)")
                .param("id", id.value()).query(Boolean.class).single();
    }

    boolean hasPositionAfter(ParticipantId id, LocalDate date) {
        return jdbc.sql("""
				select exists (select from participant.position where participant_id = :id and valid_from > :date)
				""").param("id", id.value()).param("date", date).query(Boolean.class).single();
    }

    /** Lets the participant report to the manager from that day on; the days of an empty stretch end at {@code end}. */
    List<FieldChange> line(ParticipantId id, ParticipantId manager, LocalDate from, LocalDate end) {
        refuseCircle(id, manager, from, end);
        Optional<Row> current = inForce("participant.reporting_line", "manager_id", id, from);
        if (current.isEmpty()) {
            jdbc.sql("""
					insert into participant.reporting_line (participant_id, manager_id, valid_from, valid_to)
					values (:id, :manager, :from,
					        coalesce((select min(valid_from) from participant.reporting_line
					                   where participant_id = :id and valid_from > :from), :end))
					""").param("id", id.value()).param("manager", manager.value()).param("from", from).param("end", end)
                    .update();
            return List.of(new FieldChange("manager", "", manager.value()));
        }
        Row row = current.get();
        if (row.value().equals(manager.value())) {
            return List.of();
        }
        if (row.from().equals(from)) {
            jdbc.sql("update participant.reporting_line set manager_id = :manager where id = :row")
                    .param("manager", manager.value()).param("row", row.id()).update();
        } else {
            jdbc.sql("update participant.reporting_line set valid_to = :from where id = :row").param("from", from)
                    .param("row", row.id()).update();
            jdbc.sql("""
					insert into participant.reporting_line (participant_id, manager_id, valid_from, valid_to)
					values (:id, :manager, :from, :to)
					""").param("id", id.value()).param("manager", manager.value()).param("from", from)
                    .param("to", row.to()).update();
        }
        return List.of(new FieldChange("manager", row.value(), manager.value()));
    }

    /** Gives the participant a title from that day on, keeping the office. */
    List<FieldChange> title(ParticipantId id, String title, LocalDate from, LocalDate end) {
        Optional<Row> current = inForce("participant.position", "title", id, from);
        if (current.isEmpty()) {
            jdbc.sql("""
					insert into participant.position (participant_id, title, office, valid_from, valid_to)
					values (:id, :title, '', :from,
					        coalesce((select min(valid_from) from participant.position
					                   where participant_id = :id and valid_from > :from), :end))
					""").param("id", id.value()).param("title", title).param("from", from).param("end", end).update();
            return List.of(new FieldChange("title", "", title));
        }
        return position(current.get(), "title", title, from);
    }

    /** Places the participant in an office from that day on; where none was known, it holds for the whole position. */
    List<FieldChange> office(ParticipantId id, String office, LocalDate from) {
        Row row = inForce("participant.position", "office", id, from).orElseThrow(
                () -> new Refused("position-none", id + " holds no position on " + from + "."));
        return position(row, "office", office, row.value().isEmpty() ? row.from() : from);
    }

    /** Moves the end of employment: what ran to the old end runs to the new one, nothing runs beyond it. */
    void end(ParticipantId id, LocalDate before, LocalDate after) {
        if (before.equals(after)) {
            return;
        }
        for (String table : List.of("participant.position", "participant.reporting_line")) {
            boolean begins = jdbc.sql("select exists (select from " + table
                    + " where participant_id = :id and valid_from >= :after)").param("id", id.value())
                    .param("after", after).query(Boolean.class).single();
            if (begins) {
                throw new Refused("person-dates", "Something is recorded about " + id + " from " + after + " on.");
            }
            jdbc.sql("update " + table + " set valid_to = :after where participant_id = :id"
                    + " and (valid_to = :before or valid_to > :after)").param("id", id.value()).param("before", before)
                    .param("after", after).update();
        }
    }

    private List<FieldChange> position(Row row, String column, String value, LocalDate from) {
        if (row.value().equals(value)) {
            return List.of();
        }
        if (row.from().equals(from)) {
            jdbc.sql("update participant.position set " + column + " = :value where id = :row").param("value", value)
                    .param("row", row.id()).update();
        } else {
            jdbc.sql("update participant.position set valid_to = :from where id = :row").param("from", from)
                    .param("row", row.id()).update();
            jdbc.sql("""
					insert into participant.position (participant_id, title, office, valid_from, valid_to)
					select participant_id, %s, :from, :to from participant.position where id = :row
					""".formatted(column.equals("title") ? ":value, office" : "title, :value")).param("value", value)
                    .param("from", from).param("to", row.to()).param("row", row.id()).update();
        }
        return List.of(new FieldChange(column, row.value(), value));
    }

    private Optional<Row> inForce(String table, String column, ParticipantId id, LocalDate date) {
        return jdbc.sql("select id, " + column + " as value, valid_from, valid_to from " + table
                + " where participant_id = :id and valid @> :date::date for update").param("id", id.value())
                .param("date", date)
                .query((row, n) -> new Row(row.getLong("id"), row.getString("value"),
                        row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)))
                .optional();
    }

    /** The database refuses a circle too; asked first, it can be refused with a sentence and the transaction goes on. */
    private void refuseCircle(ParticipantId id, ParticipantId manager, LocalDate from, LocalDate end) {
        List<String> line = new ArrayList<>();
        if (!id.equals(manager)) {
            line = jdbc.sql("""
					with recursive upward (id, valid) as (
					    select :manager, daterange(:from::date, :end::date)
					    union
					    select l.manager_id, u.valid * l.valid
					      from upward u
					      join participant.reporting_line l on l.participant_id = u.id and l.valid && u.valid
					     where u.id <> :id)
					select id from upward where id = :id
					""").param("manager", manager.value()).param("from", from).param("end", end)
                    .param("id", id.value()).query(String.class).list();
        }
        if (id.equals(manager) || !line.isEmpty()) {
            throw new Refused("reporting-circle",
                    id + " cannot report to " + manager + ": the line would lead back to " + id + ".");
        }
    }
}
