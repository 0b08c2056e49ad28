package io.attain.payout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Account;
import io.attain.ledger.Ledger;
import io.attain.ledger.Transfer;
import io.attain.ledger.TransferKind;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/**
 * Confirmations and bounces of a released batch, by hand or by file. Confirmed is paid; what bounced is payable again,
 * with the cause, and paid by the next batch. The period counts as paid once every payment that awaits its bank has an
 * outcome. Saying the same again changes nothing. Refusals carry the codes {@code outcome-…}.
 */
@Service
public class PaymentOutcomes {

    private static final String BY_HAND = "by hand";
    private static final int LONGEST_CAUSE = 500;

    private static final String SELECT = """
            select batch_id, participant_id, outcome, cause, source, recorded_by, recorded_at from payout.outcome
            """;

    private final JdbcClient jdbc;
    private final PayoutRows rows;
    private final Payments payments;
    private final KeptBackLines keptBack;
    private final Ledger ledger;
    private final PaymentWorkflow workflow;
    private final Periods periods;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    PaymentOutcomes(JdbcClient jdbc, PayoutRows rows, Payments payments, KeptBackLines keptBack, Ledger ledger,
            PaymentWorkflow workflow, Periods periods, AuditTrail audit, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.payments = payments;
        this.keptBack = keptBack;
        this.ledger = ledger;
        this.workflow = workflow;
        this.periods = periods;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** Every outcome of a batch, in the order they came. */
    public List<Outcome> of(PayoutBatchId batch) {
        return jdbc.sql(SELECT + "where batch_id = :batch order by recorded_at, participant_id collate \"C\"")
                .param("batch", batch.value()).query((rs, n) -> outcome(rs)).list();
    }

    /** The payments of a participant that came back, the latest first. */
    public List<Outcome> bounces(ParticipantId participant) {
        return jdbc.sql(SELECT + "where participant_id = :who and outcome = 'BOUNCED' order by recorded_at desc")
                .param("who", participant.value()).query((rs, n) -> outcome(rs)).list();
    }

    /** Why a participant's line of a released batch of the period waits for the next one. */
    public Optional<KeptBack> keptBack(ParticipantId participant, PeriodId period) {
        return rows.live(period).filter(batch -> batch.releasedAt().isPresent())
                .flatMap(batch -> keptBack.of(batch.id()).stream()
                        .filter(kept -> kept.line().participant().equals(participant)).findFirst());
    }

    /** Whether the payment of a participant for a period is sent and nobody has said yet what became of it. */
    public boolean isAwaited(ParticipantId participant, PeriodId period) {
        return jdbc.sql("""
                select exists (select from payout.payment p
                    where p.participant_id = :who and p.period_id = :period and p.awaits_bank
                      and not exists (select from payout.outcome o
                          where o.batch_id = p.batch_id and o.participant_id = p.participant_id))
                """).param("who", participant.value()).param("period", period.value()).query(Boolean.class).single();
    }

    /** Records outcomes by hand, all or none. */
    @Transactional
    public List<Outcome> record(PayoutBatchId id, List<OutcomeReport> reports) {
        return record(id, reports, BY_HAND);
    }

    /** Finance takes every payment without an outcome for confirmed: payroll has said so by other means. */
    @Transactional
    public List<Outcome> confirmAll(PayoutBatchId id) {
        requireFinance();
        hold(id);
        Set<ParticipantId> known = known(id).keySet();
        return record(id, payments.of(id).stream().map(payment -> payment.line().participant())
                .filter(participant -> !known.contains(participant))
                .map(participant -> new OutcomeReport(participant, Outcome.Kind.CONFIRMED, "")).toList(), BY_HAND);
    }

    /**
     * Takes a file of outcomes: CSV with the columns {@code payee}, {@code outcome} and {@code cause}, or a bank's
     * {@code pain.002}. The whole file counts or none of it; a file that was taken already changes nothing.
     *
     * @throws Refused {@code outcome-file} naming every row that cannot be understood
     */
    @Transactional
    public List<Outcome> take(PayoutBatchId id, String name, byte[] content) {
        User user = requireFinance();
        hold(id);
        Map<String, ParticipantId> payees = payees(id);
        int fresh = jdbc.sql("""
                insert into payout.outcome_file (batch_id, sha256, name, content, received_by, received_at)
                values (:batch, decode(:sha256, 'hex'), :name, :content, :by, :at) on conflict do nothing
                """)
                .param("batch", id.value())
                .param("sha256", Sha256.of(content).hex())
                .param("name", name)
                .param("content", content)
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        return fresh == 0 ? of(id) : record(id, OutcomeFiles.read(content, payees), name);
    }

    /** By employee number, by participant id and by the reference in the bank's order. */
    private Map<String, ParticipantId> payees(PayoutBatchId id) {
        Map<String, ParticipantId> payees = new HashMap<>();
        payments.of(id).forEach(payment -> {
            payees.put(payment.line().employeeNumber(), payment.line().participant());
            payees.put(payment.line().participant().value(), payment.line().participant());
        });
        jdbc.sql("select end_to_end_id, participant_id from payout.instruction where batch_id = :batch")
                .param("batch", id.value()).query(rs -> {
                    payees.put(rs.getString("end_to_end_id"), new ParticipantId(rs.getString("participant_id")));
                });
        return payees;
    }

    private List<Outcome> record(PayoutBatchId id, List<OutcomeReport> reports, String source) {
        User user = requireFinance();
        PayoutBatch batch = hold(id);
        Map<ParticipantId, Payment> paid = new HashMap<>();
        payments.of(id).forEach(payment -> paid.put(payment.line().participant(), payment));
        Period period = periods.hold(batch.period());
        Map<ParticipantId, Set<Outcome.Kind>> known = known(id);
        List<Transfer> transfers = new ArrayList<>();
        for (OutcomeReport report : reports) {
            Payment payment = Optional.ofNullable(paid.get(report.participant()))
                    .orElseThrow(() -> new Refused("outcome-unknown", "Payout batch %s pays nothing to %s."
                            .formatted(id, report.participant().value())));
            transfers.addAll(one(batch, period, payment, report, source, user.id(),
                    known.computeIfAbsent(report.participant(), who -> EnumSet.noneOf(Outcome.Kind.class))));
        }
        ledger.post(transfers);
        keptBack.comeBack(period.calendar());
        settle(batch, paid.values(), known.keySet());
        return of(id);
    }

    private List<Transfer> one(PayoutBatch batch, Period period, Payment payment, OutcomeReport report, String source,
            UserId by, Set<Outcome.Kind> before) {
        ParticipantId who = report.participant();
        boolean bounced = report.kind() == Outcome.Kind.BOUNCED;
        if (bounced && report.cause().isEmpty() || report.cause().length() > LONGEST_CAUSE) {
            throw new Refused("outcome-cause", "Say why the payment of %s came back, in up to %d characters."
                    .formatted(payment.line().name(), LONGEST_CAUSE));
        }
        if (before.contains(report.kind())) {
            return List.of();
        }
        if (before.contains(Outcome.Kind.BOUNCED)) {
            throw new Refused("outcome-bounced",
                    "The payment of %s came back already and is paid by the next batch; it cannot be confirmed."
                            .formatted(payment.line().name()));
        }
        jdbc.sql("""
                insert into payout.outcome
                    (batch_id, participant_id, outcome, cause, source, recorded_by, recorded_at)
                values (:batch, :participant, :outcome, :cause, :source, :by, :at)
                """)
                .param("batch", batch.id().value())
                .param("participant", who.value())
                .param("outcome", report.kind().name())
                .param("cause", report.cause())
                .param("source", source)
                .param("by", by.value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        audit.record(bounced ? "payment.bounced" : "payment.confirmed", batch.caseRef().toString(),
                Map.of("participant", who.value(), "cause", report.cause(), "source", source));
        boolean waits = payment.awaitsBank() && !before.contains(Outcome.Kind.CONFIRMED);
        before.add(report.kind());
        String key = "%s:%s:%s".formatted(batch.period(), batch.id(), who.value());
        if (bounced) {
            return List.of(
                    Transfer.of("bounced:" + key, TransferKind.BOUNCED, period.id(), payment.line().payDate(),
                            waits ? Account.inPayment(who) : Account.paid(who), Account.payable(who),
                            payment.line().amount()),
                    keptBack.held("bounce/" + batch.id(), period, who, payment.line().amount()));
        }
        return waits
                ? List.of(Transfer.of("confirmed:" + key, TransferKind.PAID, period.id(), payment.line().payDate(),
                        Account.inPayment(who), Account.paid(who), payment.line().amount()))
                : List.of();
    }

    /** Every payment that awaits its bank has an outcome: the batch and its period are paid. */
    private void settle(PayoutBatch batch, Collection<Payment> all, Set<ParticipantId> known) {
        if (awaited(all, known) == 0) {
            periods.transition(batch.period(), PeriodState.PAID);
            workflow.settled(batch.id());
        }
        if (batch.state() == PayoutState.RELEASED
                && all.stream().allMatch(payment -> known.contains(payment.line().participant()))) {
            rows.setState(batch.id(), PayoutState.PAID);
            audit.record("payout.paid", batch.caseRef().toString(), Map.of("period", batch.period().value()));
        }
    }

    private PayoutBatch hold(PayoutBatchId id) {
        PayoutBatch batch = rows.hold(id);
        if (batch.releasedAt().isEmpty()) {
            throw new Refused("outcome-not-released", "Payout batch %s is not released yet.".formatted(id));
        }
        return batch;
    }

    /** How many payments of a batch still await their bank. */
    public int awaited(PayoutBatchId id) {
        return awaited(payments.of(id), known(id).keySet());
    }

    private static int awaited(Collection<Payment> all, Set<ParticipantId> known) {
        return (int) all.stream().filter(Payment::awaitsBank)
                .filter(payment -> !known.contains(payment.line().participant())).count();
    }

    /** The period a batch pays for, for a sentence about its outcome. */
    public PeriodId periodOf(PayoutBatchId id) {
        return rows.get(id).period();
    }

    private Map<ParticipantId, Set<Outcome.Kind>> known(PayoutBatchId id) {
        Map<ParticipantId, Set<Outcome.Kind>> known = new HashMap<>();
        of(id).forEach(one -> known.computeIfAbsent(one.participant(), who -> EnumSet.noneOf(Outcome.Kind.class))
                .add(one.kind()));
        return known;
    }

    private User requireFinance() {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance records what became of payments");
        }
        return user;
    }

    private static Outcome outcome(ResultSet rs) throws SQLException {
        return new Outcome(new PayoutBatchId(rs.getLong("batch_id")),
                new ParticipantId(rs.getString("participant_id")), Outcome.Kind.valueOf(rs.getString("outcome")),
                rs.getString("cause"), rs.getString("source"), new UserId(rs.getString("recorded_by")),
                rs.getTimestamp("recorded_at").toInstant());
    }
}
