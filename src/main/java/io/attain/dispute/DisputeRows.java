package io.attain.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Refused;

/** Disputes as they stand in the database, and the row lock under which they change. */
@Component
class DisputeRows {

    private static final String SELECT = """
            select d.id, d.deal_source, d.deal_external_id, d.kind, d.state, d.period_id, d.claimant_id, d.filed_by,
                   d.filed_at, d.reason, d.statement_line, d.shares_before, d.shares_proposed, d.as_of, d.decider_id,
                   d.decider_user, d.escalations, d.accepted_of, d.shares_decided, d.decided_by, d.decided_at, d.decision_reason
            from dispute.dispute d
            """;

    private final JdbcClient jdbc;
    private final Participants participants;

    DisputeRows(JdbcClient jdbc, Participants participants) {
        this.jdbc = jdbc;
        this.participants = participants;
    }

    Optional<Dispute> find(DisputeId id) {
        return jdbc.sql(SELECT + "where d.id = :id").param("id", id.value()).query(this::row).optional();
    }

    Dispute get(DisputeId id) {
        return find(id).orElseThrow(() -> new Refused("dispute-unknown", "There is no dispute " + id + "."));
    }

    /** The row lock that lets only one of withdraw, answer and decide through; the others find it done. */
    Dispute hold(DisputeId id) {
        return jdbc.sql(SELECT + "where d.id = :id for update")
                .param("id", id.value())
                .query(this::row)
                .optional()
                .orElseThrow(() -> new Refused("dispute-unknown", "There is no dispute " + id + "."));
    }

    void setState(Dispute dispute, DisputeState next) {
        if (!dispute.state().mayBecome(next)) {
            throw over(dispute);
        }
        jdbc.sql("update dispute.dispute set state = :state where id = :id")
                .param("state", next.name())
                .param("id", dispute.id().value())
                .update();
    }

    static Refused over(Dispute dispute) {
        return new Refused(
                "dispute-moved-on",
                "Dispute %s is %s."
                        .formatted(
                                dispute.id(),
                                switch (dispute.state()) {
                                    case WITH_MANAGER -> "with the manager already";
                                    case INFORMATION_ASKED -> "waiting for information from the claimant";
                                    case PARTLY -> "partly upheld already";
                                    case FILED, WITH_COUNTERPART -> "not that far yet";
                                    case UPHELD, DENIED, WITHDRAWN, REFUSED ->
                                        dispute.state().name().toLowerCase(Locale.ROOT) + " already";
                                }));
    }

    /** Those the user filed or is asked about, the latest first. */
    List<Dispute> ofParty(UserId user) {
        return jdbc.sql(SELECT + """
                where d.filed_by = :user
                   or exists (select 1 from dispute.party p where p.dispute_id = d.id and p.user_id = :user)
                order by d.id desc limit 500
                """).param("user", user.value()).query(this::row).list();
    }

    /** Those the user decides, and those with a party among the participants, the latest first. */
    List<Dispute> underManager(UserId user, Set<String> participantIds) {
        return jdbc.sql(SELECT + """
                where d.decider_user = :user or d.claimant_id = any (:below::text[])
                   or exists (select 1 from dispute.party p
                              where p.dispute_id = d.id and p.participant_id = any (:below::text[]))
                order by d.id desc limit 500
                """)
                .param("user", user.value())
                .param("below", participantIds.toArray(String[]::new))
                .query(this::row)
                .list();
    }

    /** These disputes, in no order. */
    List<Dispute> all(List<DisputeId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + "where d.id in (:ids)").param("ids", ids.stream().map(DisputeId::value).toList())
                        .query(this::row).list();
    }

    /** Every dispute about a deal, the latest first. */
    List<Dispute> ofDeal(EventKey deal) {
        return jdbc.sql(SELECT + """
                where d.deal_source = :source and d.deal_external_id = :externalId order by d.id desc
                """)
                .param("source", deal.source())
                .param("externalId", deal.externalId())
                .query(this::row)
                .list();
    }

    /** The undecided ones about deals of a period: what a close should look at before it starts. */
    List<Dispute> openIn(PeriodId period) {
        return jdbc.sql(SELECT + """
                where d.period_id = :period and d.state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED') order by d.id
                """).param("period", period.value()).query(this::row).list();
    }

    /** Every dispute, the latest first; for those whose role sees all. */
    List<Dispute> all() {
        return jdbc.sql(SELECT + "order by d.id desc limit 500").query(this::row).list();
    }

    private String nameOf(ParticipantId id) {
        return participants.find(id).map(Participant::name).orElse(id.value());
    }

    private Dispute row(ResultSet rs, int rowNum) throws SQLException {
        DisputeId id = new DisputeId(rs.getLong("id"));
        ParticipantId claimant = new ParticipantId(rs.getString("claimant_id"));
        List<Party> counterparts = jdbc.sql("""
                select participant_id, user_id, answer, note, answered_at from dispute.party
                where dispute_id = :id order by ordinal
                """)
                .param("id", id.value())
                .query((p, n) -> {
                    ParticipantId participant = new ParticipantId(p.getString("participant_id"));
                    return new Party(
                            participant,
                            nameOf(participant),
                            Optional.ofNullable(p.getString("user_id")).map(UserId::new),
                            Optional.ofNullable(p.getString("answer")).map(Shares::parseAnswer),
                            Optional.ofNullable(p.getString("note")).filter(note -> !note.isEmpty()),
                            Optional.ofNullable(p.getTimestamp("answered_at")).map(Timestamp::toInstant));
                })
                .list();
        return new Dispute(
                id,
                new EventKey(rs.getString("deal_source"), rs.getString("deal_external_id")),
                ClaimKind.valueOf(rs.getString("kind")),
                DisputeState.valueOf(rs.getString("state")),
                new PeriodId(rs.getString("period_id")),
                claimant,
                nameOf(claimant),
                new UserId(rs.getString("filed_by")),
                rs.getTimestamp("filed_at").toInstant(),
                rs.getString("reason"),
                Optional.ofNullable(rs.getString("statement_line")),
                Shares.parse(rs.getString("shares_before")),
                Shares.parse(rs.getString("shares_proposed")),
                counterparts,
                rs.getObject("as_of", LocalDate.class),
                Optional.ofNullable(rs.getString("decider_id")).map(ParticipantId::new),
                Optional.ofNullable(rs.getString("decider_user")).map(UserId::new),
                rs.getInt("escalations"),
                Optional.ofNullable(rs.getString("accepted_of")).map(ParticipantId::new),
                Optional.ofNullable(rs.getString("shares_decided")).map(Shares::parse),
                Optional.ofNullable(rs.getString("decided_by")).map(UserId::new),
                Optional.ofNullable(rs.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getString("decision_reason")));
    }
}
