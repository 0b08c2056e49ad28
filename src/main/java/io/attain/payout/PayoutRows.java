package io.attain.payout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** The rows of batches and their lines. */
@Component
class PayoutRows {

    private static final String SELECT = """
            select b.id, b.period_id, b.run_id, b.state, b.prepared_by, b.prepared_at, b.digest, b.second_signature,
                   b.rejection_reason, b.released_at,
                   (select count(*) from payout.line l where l.batch_id = b.id and not exists
                       (select 1 from payout.kept_back k where k.batch_id = l.batch_id
                           and k.participant_id = l.participant_id)) as line_count,
                   (select string_agg(k.participant_id || E'\t' || k.kind || E'\t' || k.reason, E'\n'
                                      order by k.participant_id collate "C")
                    from payout.kept_back k where k.batch_id = b.id) as kept_back,
                   (select coalesce(string_agg(s.currency || s.total, ' ' order by s.currency), '')
                    from (select l.currency, sum(l.amount_minor) as total from payout.line l
                          where l.batch_id = b.id and not exists
                              (select 1 from payout.kept_back k where k.batch_id = l.batch_id
                                  and k.participant_id = l.participant_id)
                          group by l.currency) s) as totals
            from payout.batch b
            """;

    private final JdbcClient jdbc;
    private final KeptBackLines keptBack;

    PayoutRows(JdbcClient jdbc, KeptBackLines keptBack) {
        this.jdbc = jdbc;
        this.keptBack = keptBack;
    }

    Optional<PayoutBatch> find(PayoutBatchId id) {
        return jdbc.sql(SELECT + "where b.id = :id").param("id", id.value()).query(PayoutRows::batch).optional();
    }

    PayoutBatch get(PayoutBatchId id) {
        return find(id).orElseThrow(() -> new Refused("payout-unknown", "There is no payout batch " + id + "."));
    }

    /** Every batch of a period, the latest first. */
    List<PayoutBatch> ofPeriod(PeriodId period) {
        return jdbc.sql(SELECT + "where b.period_id = :period order by b.id desc")
                .param("period", period.value())
                .query(PayoutRows::batch)
                .list();
    }

    /** The batch of a period that is not rejected. */
    Optional<PayoutBatch> live(PeriodId period) {
        return jdbc.sql(SELECT + "where b.period_id = :period and b.state <> 'REJECTED'")
                .param("period", period.value())
                .query(PayoutRows::batch)
                .optional();
    }

    /** As {@link #live}, and the batch stays as it is until the end of the transaction. */
    Optional<PayoutBatch> holdLive(PeriodId period) {
        return live(period).map(batch -> hold(batch.id())).filter(batch -> batch.state() != PayoutState.REJECTED);
    }

    /**
     * The batch as it will be until the end of the transaction. Read once it is held: what is kept back of it stands in
     * other rows, which a statement that waits for this one would still see as they were.
     */
    PayoutBatch hold(PayoutBatchId id) {
        jdbc.sql("select id from payout.batch where id = :id for update").param("id", id.value()).query(Long.class)
                .optional();
        return get(id);
    }

    /** The lines that the batch pays, by participant id. */
    List<PayoutLine> lines(PayoutBatchId id) {
        List<ParticipantId> kept = keptBack.of(id).stream().map(one -> one.line().participant()).toList();
        return allLines(id).stream().filter(line -> !kept.contains(line.participant())).toList();
    }

    /** Every line that was prepared, also those kept back, by participant id. */
    List<PayoutLine> allLines(PayoutBatchId id) {
        return jdbc.sql("""
                select participant_id, name, employee_number, legal_entity, cost_centre, pay_date, currency,
                       amount_minor, final_settlement
                from payout.line where batch_id = :id order by participant_id collate "C"
                """).param("id", id.value()).query(PayoutRows::line).list();
    }

    PayoutBatchId insert(PeriodId period, RunId run, UserId preparer, Instant at, Sha256 content,
            List<PayoutLine> lines) {
        PayoutBatchId id = new PayoutBatchId(jdbc.sql("""
                insert into payout.batch (period_id, run_id, state, prepared_by, prepared_at, digest)
                values (:period, :run::uuid, 'PREPARED', :by, :at, decode(:digest, 'hex'))
                returning id
                """)
                .param("period", period.value())
                .param("run", run.value().toString())
                .param("by", preparer.value())
                .param("at", Timestamp.from(at))
                .param("digest", content.hex())
                .query(Long.class)
                .single());
        insert(id, lines);
        return id;
    }

    private void insert(PayoutBatchId batch, List<PayoutLine> lines) {
        for (PayoutLine line : lines) {
            jdbc.sql("""
                    insert into payout.line (batch_id, participant_id, name, employee_number, legal_entity, cost_centre,
                           pay_date, currency, amount_minor, final_settlement)
                    values (:batch, :participant, :name, :employee, :entity, :costCentre, :payDate, :currency, :amount,
                            :final)
                    """)
                    .param("batch", batch.value())
                    .param("participant", line.participant().value())
                    .param("name", line.name())
                    .param("employee", line.employeeNumber())
                    .param("entity", line.legalEntity())
                    .param("costCentre", line.costCentre())
                    .param("payDate", line.payDate())
                    .param("currency", line.amount().currency().getCurrencyCode())
                    .param("amount", line.amount().minor())
                    .param("final", line.finalSettlement())
                    .update();
        }
    }

    void setRoute(PayoutBatchId id, boolean secondSignature) {
        jdbc.sql("update payout.batch set state = 'IN_APPROVAL', second_signature = :second where id = :id")
                .param("second", secondSignature)
                .param("id", id.value())
                .update();
    }

    void setState(PayoutBatchId id, PayoutState state) {
        jdbc.sql("update payout.batch set state = :state where id = :id")
                .param("state", state.name())
                .param("id", id.value())
                .update();
    }

    void reject(PayoutBatchId id, String reason) {
        jdbc.sql("update payout.batch set state = 'REJECTED', rejection_reason = :reason where id = :id")
                .param("reason", reason)
                .param("id", id.value())
                .update();
    }

    void release(PayoutBatchId id, Instant at) {
        jdbc.sql("update payout.batch set state = 'RELEASED', released_at = :at where id = :id")
                .param("at", Timestamp.from(at))
                .param("id", id.value())
                .update();
    }

    /** The digest of the lines that were prepared. */
    Sha256 contentDigest(PayoutBatchId id) {
        return Sha256.fromBytes(jdbc.sql("select digest from payout.batch where id = :id").param("id", id.value())
                .query(byte[].class).single());
    }

    private static PayoutBatch batch(ResultSet rs, int rowNum) throws SQLException {
        List<Money> totals = Arrays.stream(rs.getString("totals").split(" "))
                .filter(total -> !total.isEmpty())
                .map(total -> Money.ofMinor(
                        Long.parseLong(total.substring(3)), Currency.getInstance(total.substring(0, 3))))
                .toList();
        boolean second = rs.getBoolean("second_signature");
        Optional<Boolean> route = rs.wasNull() ? Optional.empty() : Optional.of(second);
        return new PayoutBatch(
                new PayoutBatchId(rs.getLong("id")),
                new PeriodId(rs.getString("period_id")),
                new RunId(rs.getObject("run_id", UUID.class)),
                PayoutState.valueOf(rs.getString("state")),
                new UserId(rs.getString("prepared_by")),
                rs.getTimestamp("prepared_at").toInstant(),
                rs.getInt("line_count"),
                totals,
                PayoutContent.signed(Sha256.fromBytes(rs.getBytes("digest")),
                        Optional.ofNullable(rs.getString("kept_back"))),
                route,
                Optional.ofNullable(rs.getString("rejection_reason")),
                Optional.ofNullable(rs.getTimestamp("released_at")).map(Timestamp::toInstant));
    }

    static PayoutLine line(ResultSet rs, int rowNum) throws SQLException {
        return new PayoutLine(
                new ParticipantId(rs.getString("participant_id")),
                rs.getString("name"),
                rs.getString("employee_number"),
                rs.getString("legal_entity"),
                rs.getString("cost_centre"),
                rs.getObject("pay_date", LocalDate.class),
                Money.ofMinor(rs.getLong("amount_minor"), Currency.getInstance(rs.getString("currency"))),
                rs.getBoolean("final_settlement"));
    }
}
