package io.attain.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Disputes as they stand in the database, and the row lock under which they change. */
@Component
class DisputeRows {

    private static final String SELECT = """
            select d.id, d.deal_source, d.deal_external_id, d.kind, d.state, d.period_id, d.claimant_id, d.filed_by,
                   d.filed_at, d.reason, d.statement_line, d.shares_before, d.shares_proposed, d.as_of, d.decider_id,
                   d.decider_user, d.escalations, d.accepted_of, d.shares_decided, d.decided_by, d.decided_at,
                   d.decision_reason, d.about, d.expected_minor, d.expected_currency, d.stake_minor, d.stake_currency, d.sitting, d.asked_from,
                   d.needs_finance, d.approval_late, d.round, d.appealed_at, d.reopened_at, d.closed_at,
                   n.reference, n.customer, n.amount_minor as named_minor, n.currency as named_currency, n.sold_on,
                   n.percent as named_percent, n.linked_by, n.linked_at
            from dispute.dispute d left join dispute.named_deal n on n.dispute_id = d.id
            """;

    private static final String PARTY = "participant_id, user_id, answer, note, answered_at ";

    private static final String JOINED = """
            select dispute_id, ordinal, claimant_id, filed_by, filed_at, reason, shares_proposed
            from dispute.joined_claim
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

    /**
     * The row lock that lets only one of withdraw, answer and decide through; the others find it done. Read once it is
     * held: a deal that was named stands in another row, which a statement that waits would still see as it was.
     */
    Dispute hold(DisputeId id) {
        jdbc.sql("select id from dispute.dispute where id = :id for update").param("id", id.value())
                .query(Long.class).optional();
        return get(id);
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
                                    case TRIAGE -> "looked at by compensation first";
                                    case WITH_MANAGER -> "with whoever decides already";
                                    case INFORMATION_ASKED -> "waiting for information from the claimant";
                                    case COMP_REVIEW, FINANCE_APPROVAL, PERIOD_CLOSING -> "decided already";
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
                   or exists (select 1 from dispute.joined_claim j where j.dispute_id = d.id and j.filed_by = :user)
                order by d.id desc limit 500
                """).param("user", user.value()).query(this::row).list();
    }

    /** Those the user decides, and those with a party among the participants, the latest first. */
    List<Dispute> underManager(UserId user, Set<String> participantIds) {
        return jdbc.sql(SELECT + """
                where d.decider_user = :user or d.claimant_id = any (:below::text[])
                   or exists (select 1 from dispute.party p
                              where p.dispute_id = d.id and p.participant_id = any (:below::text[]))
                   or exists (select 1 from dispute.joined_claim j
                              where j.dispute_id = d.id and j.claimant_id = any (:below::text[]))
                order by d.id desc limit 500
                """)
                .param("user", user.value())
                .param("below", participantIds.toArray(String[]::new))
                .query(this::row)
                .list();
    }

    /** Of the open ones, those that these people are party of or decide. */
    Set<DisputeId> openOf(Set<UserId> people) {
        return jdbc.sql("""
                select d.id from dispute.dispute d
                 where d.state not in ('UPHELD', 'PARTLY', 'DENIED', 'WITHDRAWN', 'REFUSED')
                   and (d.decider_user = any (:people::text[]) or d.filed_by = any (:people::text[])
                        or exists (select from dispute.party p
                                    where p.dispute_id = d.id and p.user_id = any (:people::text[]))
                        or exists (select from dispute.joined_claim j
                                    where j.dispute_id = d.id and j.filed_by = any (:people::text[])))
                """)
                .param("people", people.stream().map(UserId::value).toArray(String[]::new))
                .query((row, number) -> new DisputeId(row.getLong("id"))).set();
    }

    /** These disputes, in no order: a handful of queries, however many they are. */
    List<Dispute> all(List<DisputeId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Long> numbers = ids.stream().map(DisputeId::value).toList();
        Set<ParticipantId> people = new HashSet<>();
        jdbc.sql("""
                select claimant_id from dispute.dispute where id in (:ids)
                union select participant_id from dispute.party where dispute_id in (:ids)
                union select claimant_id from dispute.joined_claim where dispute_id in (:ids)
                """).param("ids", numbers).query(rs -> {
            people.add(new ParticipantId(rs.getString(1)));
        });
        Map<ParticipantId, String> known = participants.namesOf(people);
        Function<ParticipantId, String> names = id -> known.getOrDefault(id, id.value());
        Map<Long, List<Party>> parties = new HashMap<>();
        jdbc.sql("select dispute_id, " + PARTY
                + "from dispute.party where dispute_id in (:ids) order by dispute_id, ordinal")
                .param("ids", numbers).query(rs -> {
                    parties.computeIfAbsent(rs.getLong("dispute_id"), id -> new ArrayList<>()).add(party(rs, names));
                });
        Map<Long, List<JoinedClaim>> joined = new HashMap<>();
        jdbc.sql(JOINED + "where dispute_id in (:ids) order by dispute_id, ordinal").param("ids", numbers).query(rs -> {
            joined.computeIfAbsent(rs.getLong("dispute_id"), id -> new ArrayList<>()).add(joined(rs, names));
        });
        return jdbc.sql(SELECT + "where d.id in (:ids)").param("ids", numbers)
                .query((rs, n) -> row(rs, names, parties.getOrDefault(rs.getLong("id"), List.of()),
                        joined.getOrDefault(rs.getLong("id"), List.of())))
                .list();
    }

    /** The open dispute about a deal with its row locked, if there is one. */
    Optional<Dispute> holdOpen(EventKey deal) {
        return jdbc.sql("""
				select id from dispute.dispute
				 where deal_source = :source and deal_external_id = :externalId and state = any (:open) for update
				""")
                .param("source", deal.source())
                .param("externalId", deal.externalId())
                .param("open", DisputeState.open())
                .query(Long.class)
                .optional()
                .map(id -> get(new DisputeId(id)));
    }

    /** Where it goes on once the information is given. */
    void askedFrom(Dispute asked) {
        jdbc.sql("update dispute.dispute set asked_from = :state where id = :id")
                .param("state", asked.state().name())
                .param("id", asked.id().value())
                .update();
    }

    /** Who decides from now on. */
    void seat(DisputeId id, Deciders.Seat seat) {
        jdbc.sql("""
                update dispute.dispute set decider_id = :decider, decider_user = :user, sitting = :sitting
                where id = :id
                """)
                .param("decider", seat.decider().map(one -> one.id().value()).orElse(null))
                .param("user", seat.decider().flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("sitting", seat.sitting().name())
                .param("id", id.value())
                .update();
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
                where d.period_id = :period and d.state = any (:open) order by d.id
                """).param("period", period.value()).param("open", DisputeState.open()).query(this::row).list();
    }

    /** Every dispute, the latest first; for those whose role sees all. */
    List<Dispute> all() {
        return jdbc.sql(SELECT + "order by d.id desc limit 500").query(this::row).list();
    }

    private String nameOf(ParticipantId id) {
        return participants.find(id).map(Participant::name).orElse(id.value());
    }

    private Dispute row(ResultSet rs, int rowNum) throws SQLException {
        return row(rs, this::nameOf,
                jdbc.sql("select " + PARTY + "from dispute.party where dispute_id = :id order by ordinal")
                        .param("id", rs.getLong("id")).query((p, n) -> party(p, this::nameOf)).list(),
                jdbc.sql(JOINED + "where dispute_id = :id order by ordinal")
                        .param("id", rs.getLong("id")).query((j, n) -> joined(j, this::nameOf)).list());
    }

    private static Party party(ResultSet rs, Function<ParticipantId, String> names) throws SQLException {
        ParticipantId participant = new ParticipantId(rs.getString("participant_id"));
        return new Party(
                participant,
                names.apply(participant),
                Optional.ofNullable(rs.getString("user_id")).map(UserId::new),
                Optional.ofNullable(rs.getString("answer")).map(Shares::parseAnswer),
                Optional.ofNullable(rs.getString("note")).filter(note -> !note.isEmpty()),
                Optional.ofNullable(rs.getTimestamp("answered_at")).map(Timestamp::toInstant));
    }

    private Dispute row(ResultSet rs, Function<ParticipantId, String> names, List<Party> counterparts,
            List<JoinedClaim> joined) throws SQLException {
        DisputeId id = new DisputeId(rs.getLong("id"));
        ParticipantId claimant = new ParticipantId(rs.getString("claimant_id"));
        return new Dispute(
                id,
                new EventKey(rs.getString("deal_source"), rs.getString("deal_external_id")),
                ClaimKind.valueOf(rs.getString("kind")),
                DisputeState.valueOf(rs.getString("state")),
                new PeriodId(rs.getString("period_id")),
                claimant,
                names.apply(claimant),
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
                Optional.ofNullable(rs.getString("decision_reason")),
                joined,
                course(rs),
                named(rs));
    }

    private static Optional<NamedDeal> named(ResultSet rs) throws SQLException {
        return rs.getString("reference") == null
                ? Optional.empty()
                : Optional.of(new NamedDeal(rs.getString("reference"), rs.getString("customer"),
                        Money.ofMinor(rs.getLong("named_minor"), Currency.getInstance(rs.getString("named_currency"))),
                        rs.getObject("sold_on", LocalDate.class), rs.getBigDecimal("named_percent"),
                        Optional.ofNullable(rs.getString("linked_by")).map(UserId::new),
                        Optional.ofNullable(rs.getTimestamp("linked_at")).map(Timestamp::toInstant)));
    }

    private static JoinedClaim joined(ResultSet rs, Function<ParticipantId, String> names) throws SQLException {
        ParticipantId claimant = new ParticipantId(rs.getString("claimant_id"));
        return new JoinedClaim(rs.getInt("ordinal"), claimant, names.apply(claimant),
                new UserId(rs.getString("filed_by")), rs.getTimestamp("filed_at").toInstant(),
                rs.getString("reason"), Shares.parse(rs.getString("shares_proposed")));
    }

    private static Course course(ResultSet rs) throws SQLException {
        return new Course(
                ClaimReason.valueOf(rs.getString("about")),
                money(rs, "expected"),
                money(rs, "stake"),
                Sitting.valueOf(rs.getString("sitting")),
                Optional.ofNullable(rs.getString("asked_from")).map(DisputeState::valueOf),
                rs.getBoolean("needs_finance"),
                rs.getBoolean("approval_late"),
                rs.getInt("round"),
                Optional.ofNullable(rs.getTimestamp("appealed_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getTimestamp("reopened_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getTimestamp("closed_at")).map(Timestamp::toInstant));
    }

    private static Optional<Money> money(ResultSet rs, String what) throws SQLException {
        long minor = rs.getLong(what + "_minor");
        if (rs.wasNull()) {
            return Optional.empty();
        }
        String currency = Optional.ofNullable(rs.getString(what + "_currency")).orElse(rs.getString("stake_currency"));
        return Optional.of(Money.ofMinor(minor, Currency.getInstance(currency)));
    }
}
