package io.attain.payout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.Verdict;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Account;
import io.attain.ledger.Adjustments;
import io.attain.ledger.Ledger;
import io.attain.ledger.Transfer;
import io.attain.ledger.TransferKind;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.payable.Payable;
import io.attain.payable.Payables;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

/**
 * Payout batches: prepared from a run, signed in the approval process, released once. Releasing trusts no process: it
 * looks up the signatures in the recorded approvals, for exactly this content, and pays nothing when one is missing.
 * Refusals carry the codes {@code payout-…}.
 */
@Service
public class PayoutBatches {

    private static final String SELECT = """
            select b.id, b.period_id, b.run_id, b.state, b.prepared_by, b.prepared_at, b.digest, b.second_signature,
                   b.rejection_reason, b.released_at,
                   (select count(*) from payout.line l where l.batch_id = b.id) as line_count,
                   (select coalesce(string_agg(s.currency || s.total, ' ' order by s.currency), '')
                    from (select l.currency, sum(l.amount_minor) as total from payout.line l
                          where l.batch_id = b.id group by l.currency) s) as totals
            from payout.batch b
            """;

    private final JdbcClient jdbc;
    private final Runs runs;
    private final Payables payables;
    private final Statements statements;
    private final Adjustments adjustments;
    private final Ledger ledger;
    private final Periods periods;
    private final Participants participants;
    private final Payments payments;
    private final PayrollFiles payroll;
    private final ExportFiles files;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    PayoutBatches(
            JdbcClient jdbc,
            Runs runs,
            Payables payables,
            Statements statements,
            Adjustments adjustments,
            Ledger ledger,
            Periods periods,
            Participants participants,
            Payments payments,
            PayrollFiles payroll,
            ExportFiles files,
            Approvals approvals,
            AuditTrail audit,
            CurrentUser currentUser,
            Clock clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.payables = payables;
        this.statements = statements;
        this.adjustments = adjustments;
        this.ledger = ledger;
        this.periods = periods;
        this.participants = participants;
        this.payments = payments;
        this.payroll = payroll;
        this.files = files;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /**
     * Prepares the batch of a calculated close run in the name of the current user, who may then not sign it. The
     * period's adjustments stay as they are from here until the batch is rejected or released. When the run has a batch
     * that is not rejected, that one is answered.
     */
    @Transactional
    public PayoutBatch prepare(PeriodId periodId, RunId runId) {
        User preparer = currentUser.get();
        Period period = periods.hold(periodId);
        Optional<PayoutBatch> live = live(periodId);
        if (live.isPresent()) {
            if (live.get().run().equals(runId)) {
                return live.get();
            }
            throw new Refused(
                    "payout-live",
                    "%s already has payout batch %s of another run; reject that one first."
                            .formatted(periodId, live.get().id()));
        }
        if (period.state() != PeriodState.CLOSING) {
            throw new Refused(
                    "payout-period", "A payout is prepared while " + periodId + " is being closed, not otherwise.");
        }
        Run run = runs.get(runId);
        if (!run.period().equals(periodId) || run.kind() != RunKind.CLOSE || !isCalculated(run)) {
            throw new Refused("payout-run",
                    "A payout is prepared from a calculated run of the close of " + periodId + ".");
        }
        adjustments.seal(
                periodId, "The payout of " + periodId + " is being signed; adjustments wait until it is sent back.");
        List<PayoutLine> lines = linesFor(period, payables.of(periodId, runId));
        Sha256 digest = digest(periodId, runId, lines);
        long id = jdbc.sql("""
                insert into payout.batch (period_id, run_id, state, prepared_by, prepared_at, digest)
                values (:period, :run::uuid, 'PREPARED', :by, :at, decode(:digest, 'hex'))
                returning id
                """)
                .param("period", periodId.value())
                .param("run", runId.value().toString())
                .param("by", preparer.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("digest", digest.hex())
                .query(Long.class)
                .single();
        PayoutBatchId batchId = new PayoutBatchId(id);
        insert(batchId, lines);
        PayoutBatch batch = get(batchId);
        audit.record(
                "payout.prepared",
                subject(batchId),
                Map.of(
                        "period", periodId.value(),
                        "run", runId.value().toString(),
                        "digest", digest.hex(),
                        "totals", batch.totals().stream().map(Money::toString).toList()));
        return batch;
    }

    private static boolean isCalculated(Run run) {
        return run.state() == RunState.CALCULATED || run.state() == RunState.ACCEPTED;
    }

    private List<PayoutLine> linesFor(Period period, List<Payable> payables) {
        List<PayoutLine> lines = new ArrayList<>();
        for (Payable t : payables) {
            if (t.payout().isPositive()) {
                Participant p = participants.get(t.participant());
                lines.add(new PayoutLine(
                        p.id(),
                        p.name(),
                        p.employeeNumber(),
                        p.legalEntity(),
                        p.costCentre(),
                        period.payDate(),
                        t.payout()));
            }
        }
        return lines;
    }

    private void insert(PayoutBatchId batch, List<PayoutLine> lines) {
        for (PayoutLine line : lines) {
            jdbc.sql("""
                    insert into payout.line (batch_id, participant_id, name, employee_number, legal_entity, cost_centre,
                           pay_date, currency, amount_minor)
                    values (:batch, :participant, :name, :employee, :entity, :costCentre, :payDate, :currency, :amount)
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
                    .update();
        }
    }

    public Optional<PayoutBatch> find(PayoutBatchId id) {
        return jdbc.sql(SELECT + "where b.id = :id").param("id", id.value()).query(PayoutBatches::batch).optional();
    }

    public PayoutBatch get(PayoutBatchId id) {
        return find(id).orElseThrow(() -> new Refused("payout-unknown", "There is no payout batch " + id + "."));
    }

    /** Every batch of a period, the latest first. */
    public List<PayoutBatch> ofPeriod(PeriodId period) {
        return jdbc.sql(SELECT + "where b.period_id = :period order by b.id desc")
                .param("period", period.value())
                .query(PayoutBatches::batch)
                .list();
    }

    /** The batch of a period that is not rejected. */
    public Optional<PayoutBatch> live(PeriodId period) {
        return jdbc.sql(SELECT + "where b.period_id = :period and b.state <> 'REJECTED'")
                .param("period", period.value())
                .query(PayoutBatches::batch)
                .optional();
    }

    /** As {@link #live}, and the batch stays as it is until the end of the transaction. */
    @Transactional
    public Optional<PayoutBatch> holdLive(PeriodId period) {
        return live(period).map(batch -> hold(batch.id())).filter(batch -> batch.state() != PayoutState.REJECTED);
    }

    /** The lines by participant id. */
    public List<PayoutLine> lines(PayoutBatchId id) {
        return jdbc.sql("""
                select participant_id, name, employee_number, legal_entity, cost_centre, pay_date, currency,
                       amount_minor
                from payout.line where batch_id = :id order by participant_id collate "C"
                """).param("id", id.value()).query(PayoutBatches::line).list();
    }

    /**
     * Records the route: whether the batch needs a second signature. A route once decided can be made stricter, never
     * laxer.
     */
    @Transactional
    public PayoutBatch route(PayoutBatchId id, boolean secondSignature) {
        PayoutBatch batch = hold(id);
        if (batch.state() == PayoutState.IN_APPROVAL) {
            if (secondSignature && !batch.secondSignature().orElse(false)) {
                setRoute(id, true);
            }
            return get(id);
        }
        requireStep(batch, PayoutState.IN_APPROVAL);
        setRoute(id, secondSignature);
        audit.record("payout.routed", subject(id), Map.of("secondSignature", secondSignature));
        return get(id);
    }

    private void setRoute(PayoutBatchId id, boolean secondSignature) {
        jdbc.sql("update payout.batch set state = 'IN_APPROVAL', second_signature = :second where id = :id")
                .param("second", secondSignature)
                .param("id", id.value())
                .update();
    }

    /** Marks the batch signed once every signature its route asks for is recorded; refused with what is missing. */
    @Transactional
    public PayoutBatch sign(PayoutBatchId id) {
        PayoutBatch batch = hold(id);
        if (batch.state() == PayoutState.SIGNED) {
            return batch;
        }
        requireStep(batch, PayoutState.SIGNED);
        requireSignatures(batch);
        setState(id, PayoutState.SIGNED);
        audit.record("payout.signed", subject(id), Map.of("digest", batch.digest().hex()));
        return get(id);
    }

    /** Sends a batch back; adjustments of the period are possible again. Rejecting twice changes nothing. */
    @Transactional
    public PayoutBatch reject(PayoutBatchId id, String reason) {
        PayoutBatch batch = hold(id);
        if (batch.state() == PayoutState.REJECTED) {
            return batch;
        }
        if (reason.isBlank()) {
            throw new Refused("payout-reason", "Say why the payout is sent back.");
        }
        requireStep(batch, PayoutState.REJECTED);
        if (periods.get(batch.period()).state().isFinal()) {
            throw new Refused(
                    "payout-locked", "%s is locked; its payout can no longer be sent back.".formatted(batch.period()));
        }
        jdbc.sql("update payout.batch set state = 'REJECTED', rejection_reason = :reason where id = :id")
                .param("reason", reason.strip())
                .param("id", id.value())
                .update();
        adjustments.unseal(batch.period());
        audit.record("payout.rejected", subject(id), Map.of("reason", reason.strip()));
        return get(id);
    }

    /**
     * Pays: posts payable and paid for every line, writes the payroll file, and marks the period paid, all in one
     * transaction. Whoever calls second finds it done and gets the same file.
     *
     * @throws Refused when the period is not locked, a signature is missing or made for another content, or the
     *                 published statements do not say exactly what the batch says
     */
    @Transactional
    public ExportFile release(PayoutBatchId id) {
        PayoutBatch batch = hold(id);
        if (batch.state() == PayoutState.RELEASED || batch.state() == PayoutState.PAID) {
            return file(id).orElseThrow();
        }
        Period period = periods.hold(batch.period());
        if (period.state() != PeriodState.LOCKED) {
            throw new Refused("payout-not-locked", batch.period() + " is not locked; nothing can be paid for it.");
        }
        if (batch.state() != PayoutState.SIGNED) {
            sign(id);
        }
        List<PayoutLine> lines = lines(id);
        if (!digest(batch.period(), batch.run(), lines).equals(batch.digest())) {
            throw new IllegalStateException("the lines of payout batch " + id + " are not those that were prepared");
        }
        requireSignatures(batch);
        requireSameAsStatements(batch, lines);
        post(batch, period, lines);
        List<Payment> paid = payments.decide(id, batch.period(), lines);
        Instant now = clock.instant();
        for (PayrollFiles.Draft draft : payroll.of(batch, paid)) {
            files.insert(id, new ExportFile(ExportKind.PAYROLL, draft.variant(), draft.name(), draft.bytes(),
                    draft.madeWith(), new UserId(AuditTrail.SYSTEM), now));
        }
        ExportFile file = file(id).orElseThrow();
        jdbc.sql("update payout.batch set state = 'RELEASED', released_at = :at where id = :id")
                .param("at", Timestamp.from(now))
                .param("id", id.value())
                .update();
        periods.transition(batch.period(), PeriodState.PAID);
        audit.record(
                "payout.released",
                subject(id),
                Map.of(
                        "digest", batch.digest().hex(),
                        "file", file.name(),
                        "sha256", file.sha256().hex(),
                        "totals", batch.totals().stream().map(Money::toString).toList()));
        return file;
    }

    private void post(PayoutBatch batch, Period period, List<PayoutLine> lines) {
        List<Transfer> transfers = new ArrayList<>(lines.size() * 2);
        for (StatementTotals t : statements.totalsOf(batch.period())) {
            if (t.payable().isPositive()) {
                transfers.add(Transfer.of(
                        "payable:%s:%s:%s".formatted(batch.period(), batch.id(), t.participant().value()),
                        TransferKind.PAYABLE,
                        batch.period(),
                        period.lastDay(),
                        Account.earned(t.participant()),
                        Account.payable(t.participant()),
                        t.payable()));
            }
        }
        for (PayoutLine line : lines) {
            String key = "%s:%s:%s".formatted(batch.period(), batch.id(), line.participant().value());
            transfers.add(Transfer.of(
                    "paid:" + key,
                    TransferKind.PAID,
                    batch.period(),
                    line.payDate(),
                    Account.payable(line.participant()),
                    Account.paid(line.participant()),
                    line.amount()));
        }
        ledger.post(transfers);
    }

    /** The standard payroll file of a released batch. */
    public Optional<ExportFile> file(PayoutBatchId id) {
        return files.find(id, ExportKind.PAYROLL, PayrollProvider.STANDARD);
    }

    /**
     * Signatures count when they are approvals of this batch's digest, by someone else than who prepared it, each by a
     * different person, and nobody has rejected the batch.
     */
    private void requireSignatures(PayoutBatch batch) {
        boolean second = batch.secondSignature()
                .orElseThrow(() -> new Refused(
                        "payout-unrouted",
                        "Whether payout batch " + batch.id() + " needs one signature or two is open."));
        List<Approval> recorded = approvals.of(batch.caseRef());
        if (recorded.stream().anyMatch(a -> a.verdict() == Verdict.REJECTED)) {
            throw new Refused("payout-rejected", "Payout batch " + batch.id() + " was rejected.");
        }
        Set<UserId> signers = new HashSet<>();
        for (String step : second
                ? List.of(PayoutBatch.SIGN, PayoutBatch.SECOND_SIGNATURE)
                : List.of(PayoutBatch.SIGN)) {
            UserId signer = recorded.stream()
                    .filter(a -> a.step().equals(step))
                    .filter(a -> a.subjectDigest().equals(batch.digest()))
                    .map(Approval::decidedBy)
                    .filter(by -> !by.equals(batch.preparedBy()) && !signers.contains(by))
                    .findFirst()
                    .orElseThrow(() -> new Refused(
                            "payout-unsigned",
                            "Payout batch %s is not signed: the step %s is missing.".formatted(batch.id(), step)));
            signers.add(signer);
        }
    }

    private void requireSameAsStatements(PayoutBatch batch, List<PayoutLine> lines) {
        Map<String, Money> published = new TreeMap<>();
        for (StatementTotals t : statements.totalsOf(batch.period())) {
            if (!t.run().equals(batch.run())) {
                throw new Refused(
                        "payout-other-run",
                        "The statements of %s come from another run than payout batch %s."
                                .formatted(batch.period(), batch.id()));
            }
            if (t.payout().isPositive()) {
                published.put(t.participant().value(), t.payout());
            }
        }
        Map<String, Money> batched = new TreeMap<>();
        lines.forEach(line -> batched.put(line.participant().value(), line.amount()));
        if (!published.equals(batched)) {
            throw new Refused(
                    "payout-differs",
                    "Payout batch %s and the published statements of %s differ; nothing is paid."
                            .formatted(batch.id(), batch.period()));
        }
    }

    private static void requireStep(PayoutBatch batch, PayoutState next) {
        if (!batch.state().mayBecome(next)) {
            throw new Refused(
                    "payout-state",
                    "Payout batch %s is %s."
                            .formatted(
                                    batch.id(),
                                    batch.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }

    private PayoutBatch hold(PayoutBatchId id) {
        return jdbc.sql(SELECT + "where b.id = :id for update")
                .param("id", id.value())
                .query(PayoutBatches::batch)
                .optional()
                .orElseThrow(() -> new Refused("payout-unknown", "There is no payout batch " + id + "."));
    }

    private void setState(PayoutBatchId id, PayoutState state) {
        jdbc.sql("update payout.batch set state = :state where id = :id")
                .param("state", state.name())
                .param("id", id.value())
                .update();
    }

    /** What the signatures are for: the lines in order of participants, with the period and the run they come from. */
    public static Sha256 digest(PeriodId period, RunId run, List<PayoutLine> lines) {
        StringBuilder text = new StringBuilder("payout\n").append(period).append('\n').append(run.value()).append('\n');
        for (PayoutLine line : lines) {
            text.append(line.participant().value())
                    .append('\t')
                    .append(line.employeeNumber())
                    .append('\t')
                    .append(line.legalEntity())
                    .append('\t')
                    .append(line.costCentre())
                    .append('\t')
                    .append(line.payDate())
                    .append('\t')
                    .append(line.amount().currency().getCurrencyCode())
                    .append('\t')
                    .append(line.amount().minor())
                    .append('\n');
        }
        return Sha256.of(text.toString());
    }

    private static String subject(PayoutBatchId id) {
        return "payout-batch " + id;
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
                Sha256.fromBytes(rs.getBytes("digest")),
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
                Money.ofMinor(rs.getLong("amount_minor"), Currency.getInstance(rs.getString("currency"))));
    }
}
