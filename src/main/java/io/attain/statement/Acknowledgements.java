package io.attain.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.calculation.RunId;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.PeriodId;
import io.attain.shared.Refused;

/** Who has read the statement of a period. A statement that is withdrawn and published anew is to be read anew. */
@Service
public class Acknowledgements {

    private static final String SELECT = """
            select a.participant_id, a.run_id, a.acknowledged_by, a.acknowledged_at
            from statement.acknowledgement a
            join statement.published p on p.participant_id = a.participant_id and p.run_id = a.run_id
            """;

    private final JdbcClient jdbc;
    private final Participants participants;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    Acknowledgements(JdbcClient jdbc, Participants participants, AuditTrail audit, CurrentUser currentUser,
            Clock clock) {
        this.jdbc = jdbc;
        this.participants = participants;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * The current user has read the own statement. Said again it changes nothing.
     *
     * @throws Refused               {@code statement-unknown} when none is published
     * @throws AccessDeniedException for anybody else's
     */
    @Transactional
    public Acknowledgement acknowledge(ParticipantId participant, PeriodId period) {
        User user = currentUser.get();
        if (participants.byUser(user.id()).map(Participant::id).filter(participant::equals).isEmpty()) {
            throw new AccessDeniedException("a statement is acknowledged by the one it is about");
        }
        RunId run = jdbc.sql("""
                select run_id from statement.published where participant_id = :participant and period_id = :period
                """)
                .param("participant", participant.value())
                .param("period", period.value())
                .query((row, number) -> new RunId(row.getObject("run_id", UUID.class)))
                .optional()
                .orElseThrow(() -> new Refused("statement-unknown",
                        "There is no published statement for %s yet.".formatted(period)));
        int added = jdbc.sql("""
                insert into statement.acknowledgement
                    (participant_id, run_id, period_id, acknowledged_by, acknowledged_at)
                values (:participant, :run, :period, :by, :at) on conflict do nothing
                """)
                .param("participant", participant.value())
                .param("run", run.value())
                .param("period", period.value())
                .param("by", user.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (added == 1) {
            audit.record("statement.acknowledged", "period " + period, Map.of("participant", participant.value(),
                    "run", run.value().toString()));
        }
        return find(participant, period).orElseThrow();
    }

    /** That the statement as it is published now was read. */
    public Optional<Acknowledgement> find(ParticipantId participant, PeriodId period) {
        return jdbc.sql(SELECT + "where a.participant_id = :participant and a.period_id = :period")
                .param("participant", participant.value())
                .param("period", period.value())
                .query(Acknowledgements::acknowledgement)
                .optional();
    }

    /** Everyone who has read the statement of a period, by participant id. */
    public List<Acknowledgement> ofPeriod(PeriodId period) {
        return jdbc.sql(SELECT + "where a.period_id = :period order by a.participant_id collate \"C\"")
                .param("period", period.value())
                .query(Acknowledgements::acknowledgement)
                .list();
    }

    private static Acknowledgement acknowledgement(ResultSet row, int number) throws SQLException {
        return new Acknowledgement(new ParticipantId(row.getString("participant_id")),
                new RunId(row.getObject("run_id", UUID.class)), new UserId(row.getString("acknowledged_by")),
                row.getTimestamp("acknowledged_at").toInstant());
    }
}
