package io.attain.split;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/** Reads split requests; a list of them takes three queries, however long it is. */
@Component
class SplitRequestRows {

    static final String OPEN = "('PROPOSED', 'WITH_MANAGER', 'AGREED')";

    private static final String SELECT = """
            select r.id, r.deal_source, r.deal_external_id, r.state, r.seller_id, r.split_version, r.value_minor,
                   r.currency, r.as_of, r.decider_id, r.decider_user, r.escalations, r.filed_by, r.filed_at,
                   r.approved_by, r.because
              from split.request r
            """;

    private final JdbcClient jdbc;
    private final Participants participants;

    SplitRequestRows(JdbcClient jdbc, Participants participants) {
        this.jdbc = jdbc;
        this.participants = participants;
    }

    /** A request without its terms and sharers. */
    private record Head(long id, EventKey deal, SplitState state, ParticipantId seller, int splitVersion,
            Optional<Money> value, LocalDate asOf, Optional<ParticipantId> decider, Optional<UserId> deciderUser,
            int escalations, UserId filedBy, Timestamp filedAt, Optional<UserId> approvedBy,
            Optional<String> because) {}

    Optional<SplitRequest> find(SplitRequestId id) {
        return read("where r.id = :id", Map.of("id", id.value())).stream().findFirst();
    }

    /** With the row lock that lets only one of confirm, withdraw, decide and booking through; the others find it done. */
    Optional<SplitRequest> hold(SplitRequestId id) {
        return read("where r.id = :id for update", Map.of("id", id.value())).stream().findFirst();
    }

    List<SplitRequest> read(String where, Map<String, ?> params) {
        JdbcClient.StatementSpec select = jdbc.sql(SELECT + where);
        for (Map.Entry<String, ?> param : params.entrySet()) {
            select = select.param(param.getKey(), param.getValue());
        }
        List<Head> heads = select.query(SplitRequestRows::head).list();
        if (heads.isEmpty()) {
            return List.of();
        }
        List<Long> ids = heads.stream().map(Head::id).toList();
        Map<Long, List<Terms>> terms = terms(ids);
        Map<Long, List<Sharer>> sharers = sharers(ids);
        return heads.stream().map(head -> new SplitRequest(new SplitRequestId(head.id()), head.deal(), head.state(),
                head.seller(), head.splitVersion(), head.value(), head.asOf(), head.decider(), head.deciderUser(),
                head.escalations(), head.filedBy(), head.filedAt().toInstant(),
                terms.getOrDefault(head.id(), List.of()), sharers.getOrDefault(head.id(), List.of()),
                head.approvedBy(), head.because())).toList();
    }

    private Map<Long, List<Terms>> terms(Collection<Long> ids) {
        Map<Long, List<Terms>> found = new HashMap<>();
        jdbc.sql("""
                select request_id, round, proposed_by, participants, percents, note, proposed_at from split.terms
                 where request_id in (:ids) order by request_id, round
                """).param("ids", ids).query(row -> {
            found.computeIfAbsent(row.getLong("request_id"), id -> new ArrayList<>()).add(new Terms(
                    row.getInt("round"), new ParticipantId(row.getString("proposed_by")), shares(row),
                    row.getString("note"), row.getTimestamp("proposed_at").toInstant()));
        });
        return found;
    }

    private static List<Share> shares(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("participants").getArray();
        BigDecimal[] percents = (BigDecimal[]) row.getArray("percents").getArray();
        List<Share> shares = new ArrayList<>();
        for (int place = 0; place < names.length; place++) {
            shares.add(new Share(new ParticipantId(names[place]), percents[place]));
        }
        return shares;
    }

    private Map<Long, List<Sharer>> sharers(Collection<Long> ids) {
        Map<Long, List<Sharer>> found = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        jdbc.sql("""
                select s.request_id, s.participant_id, s.user_id, a.reply
                  from split.sharer s
                  left join split.reply a on a.request_id = s.request_id and a.participant_id = s.participant_id
                        and a.round = (select max(t.round) from split.terms t where t.request_id = s.request_id)
                 where s.request_id in (:ids) order by s.request_id, s.place
                """).param("ids", ids).query(row -> {
            String participant = row.getString("participant_id");
            String name = names.computeIfAbsent(participant, id -> participants.get(new ParticipantId(id)).name());
            found.computeIfAbsent(row.getLong("request_id"), id -> new ArrayList<>()).add(new Sharer(
                    new ParticipantId(participant), name, new UserId(row.getString("user_id")),
                    Optional.ofNullable(row.getString("reply")).map(Sharer.Reply::valueOf)));
        });
        return found;
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        Optional<String> currency = Optional.ofNullable(row.getString("currency"));
        long minor = row.getLong("value_minor");
        return new Head(row.getLong("id"),
                new EventKey(row.getString("deal_source"), row.getString("deal_external_id")),
                SplitState.valueOf(row.getString("state")), new ParticipantId(row.getString("seller_id")),
                row.getInt("split_version"), currency.map(code -> Money.ofMinor(minor, Currency.getInstance(code))),
                row.getObject("as_of", LocalDate.class),
                Optional.ofNullable(row.getString("decider_id")).map(ParticipantId::new),
                Optional.ofNullable(row.getString("decider_user")).map(UserId::new), row.getInt("escalations"),
                new UserId(row.getString("filed_by")), row.getTimestamp("filed_at"),
                Optional.ofNullable(row.getString("approved_by")).map(UserId::new),
                Optional.ofNullable(row.getString("because")));
    }
}
