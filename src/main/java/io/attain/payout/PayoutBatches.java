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
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
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
import io.attain.identity.Role;
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

    private static final int LONGEST_REASON = 500;

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
    private final Runs runs;
    private final Payables payables;
    private final Statements statements;
    private final Adjustments adjustments;
    private final Ledger ledger;
    private final Periods periods;
    private final Participants participants;
    private final Payments payments;
    private final KeptBackLines keptBack;
    private final PayrollFiles payroll;
    private final ExportFiles files;
    private final PaymentWorkflow workflow;
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
            KeptBackLines keptBack,
            PayrollFiles payroll,
            ExportFiles files,
            PaymentWorkflow workflow,
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
        this.keptBack = keptBack;
        this.payroll = payroll;
        this.files = files;
        this.workflow = workflow;
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
        keptBack.comeBackIn(periodId);
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
        keepWhatIsBelowTheMinimum(batchId, lines);
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

    private void keepWhatIsBelowTheMinimum(PayoutBatchId batch, List<PayoutLine> lines) {
        for (PayoutLine line : lines) {
            keptBack.minimum(line.amount())
                    .filter(least -> !line.finalSettlement() && line.amount().compareTo(least) < 0)
                    .ifPresent(least -> keptBack.keep(batch, line.participant(), KeptBack.Kind.BELOW_MINIMUM,
                            "Below the smallest payout of " + least + "; it is carried to the next one.",
                            new UserId(AuditTrail.SYSTEM)));
        }
    }

    /**
     * Sends one line back; the rest goes on, and the line comes back in the next batch. Possible until the first
     * signature, so that what is signed is what is paid.
     *
     * @throws Refused {@code payout-line-unknown}, {@code payout-line-kept} when it is kept back already,
     *                 {@code payout-signing} once somebody has signed, {@code payout-reason}
     */
    @Transactional
    public PayoutBatch sendBack(PayoutBatchId id, ParticipantId participant, String reason) {
        User user = currentUser.get();
        PayoutBatch batch = hold(id);
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR) || user.id().equals(batch.preparedBy())) {
            throw new AccessDeniedException("whoever may sign the payout sends lines back");
        }
        if (batch.state() != PayoutState.PREPARED || !approvals.of(batch.caseRef()).isEmpty()) {
            throw new Refused("payout-signing",
                    "Payout batch %s is signed already; send it back as a whole or let it go on.".formatted(id));
        }
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
            throw new Refused("payout-reason",
                    "Say why the line is sent back, in up to " + LONGEST_REASON + " characters.");
        }
        if (keptBack(id).stream().anyMatch(kept -> kept.line().participant().equals(participant))) {
            throw new Refused("payout-line-kept", "This line is kept back already.");
        }
        if (lines(id).stream().noneMatch(line -> line.participant().equals(participant))) {
            throw new Refused("payout-line-unknown",
                    "Payout batch %s has no line for %s.".formatted(id, participant.value()));
        }
        keptBack.keep(id, participant, KeptBack.Kind.SENT_BACK, reason.strip(), user.id());
        audit.record("payout.line-sent-back", subject(id),
                Map.of("participant", participant.value(), "reason", reason.strip()));
        return get(id);
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
                        t.payout(),
                        leftBy(p, period)));
            }
        }
        return lines;
    }

    /** Someone whose last day is in the period or before it. */
    private static boolean leftBy(Participant participant, Period period) {
        return !participant.employed().isOpenEnded() && !participant.employed().to().isAfter(period.span().to());
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

    /** The lines that the batch pays, by participant id. */
    public List<PayoutLine> lines(PayoutBatchId id) {
        List<ParticipantId> kept = keptBack(id).stream().map(one -> one.line().participant()).toList();
        return allLines(id).stream().filter(line -> !kept.contains(line.participant())).toList();
    }

    /** The lines that wait for the next batch, by participant id. */
    public List<KeptBack> keptBack(PayoutBatchId id) {
        return keptBack.of(id);
    }

    /** Every line that was prepared, also those kept back, by participant id. */
    public List<PayoutLine> allLines(PayoutBatchId id) {
        return jdbc.sql("""
                select participant_id, name, employee_number, legal_entity, cost_centre, pay_date, currency,
                       amount_minor, final_settlement
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
     * Pays: posts payable and paid for every line and writes the payroll file, all in one transaction. The period is
     * paid with it, unless payments of it are still to be confirmed. Whoever calls second finds it done and gets the
     * same file.
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
        List<PayoutLine> all = allLines(id);
        List<PayoutLine> lines = lines(id);
        if (!digest(batch.period(), batch.run(), all).equals(contentDigest(id))) {
            throw new IllegalStateException("the lines of payout batch " + id + " are not those that were prepared");
        }
        requireSignatures(batch);
        requireSameAsStatements(batch, all);
        List<Payment> paid = payments.decide(id, batch.period(), lines);
        post(batch, period, paid);
        keptBack.comeBack(period.calendar());
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
        if (paid.stream().noneMatch(Payment::awaitsBank)) {
            periods.transition(batch.period(), PeriodState.PAID);
        } else {
            workflow.sent(id);
        }
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

    private void post(PayoutBatch batch, Period period, List<Payment> payments) {
        List<Transfer> transfers = new ArrayList<>(payments.size() * 2);
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
        for (Payment payment : payments) {
            PayoutLine line = payment.line();
            transfers.add(Transfer.of(
                    "paid:%s:%s:%s".formatted(batch.period(), batch.id(), line.participant().value()),
                    payment.awaitsBank() ? TransferKind.SENT : TransferKind.PAID,
                    batch.period(),
                    line.payDate(),
                    Account.payable(line.participant()),
                    payment.awaitsBank() ? Account.inPayment(line.participant()) : Account.paid(line.participant()),
                    line.amount()));
        }
        for (KeptBack kept : keptBack(batch.id())) {
            transfers.add(keptBack.held("payout/" + batch.id(), period, kept.line().participant(),
                    kept.line().amount()));
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
        Set<UserId> payees = payees(batch.id());
        for (String step : second
                ? List.of(PayoutBatch.SIGN, PayoutBatch.SECOND_SIGNATURE)
                : List.of(PayoutBatch.SIGN)) {
            UserId signer = recorded.stream()
                    .filter(a -> a.step().equals(step))
                    .filter(a -> a.subjectDigest().equals(batch.digest()))
                    .map(Approval::decidedBy)
                    .filter(by -> !by.equals(batch.preparedBy()) && !signers.contains(by) && !payees.contains(by))
                    .findFirst()
                    .orElseThrow(() -> new Refused(
                            "payout-unsigned",
                            "Payout batch %s is not signed: the step %s is missing.".formatted(batch.id(), step)));
            signers.add(signer);
        }
    }

    /** Those whom the batch pays and who can sign in: none of them signs it. */
    public Set<UserId> payees(PayoutBatchId id) {
        return lines(id).stream().flatMap(line -> participants.find(line.participant()).stream())
                .flatMap(participant -> participant.user().stream()).collect(Collectors.toUnmodifiableSet());
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

    /** The batch as it will be until the end of the transaction: what is signed now is not changed meanwhile. */
    @Transactional
    public PayoutBatch holdToSign(PayoutBatchId id) {
        return hold(id);
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

    private Sha256 contentDigest(PayoutBatchId id) {
        return Sha256.fromBytes(jdbc.sql("select digest from payout.batch where id = :id").param("id", id.value())
                .query(byte[].class).single());
    }

    /**
     * What the signatures are for: the lines in order of participants, with the period and the run they come from, less
     * what is kept back of them and why.
     *
     * @param lines every line that was prepared, also those kept back
     */
    public static Sha256 digest(PeriodId period, RunId run, List<PayoutLine> lines,
            Map<ParticipantId, KeptBack.Why> keptBack) {
        List<String> kept = lines.stream().map(PayoutLine::participant)
                .flatMap(who -> Optional.ofNullable(keptBack.get(who)).stream()
                        .map(why -> "%s\t%s\t%s".formatted(who.value(), why.kind(), why.reason())))
                .toList();
        return signed(digest(period, run, lines),
                kept.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", kept)));
    }

    /** What is signed: the content, less what is kept back of it. */
    private static Sha256 signed(Sha256 content, Optional<String> keptBack) {
        return keptBack.map(kept -> Sha256.of("payout without\n" + content.hex() + "\n" + kept)).orElse(content);
    }

    private static Sha256 digest(PeriodId period, RunId run, List<PayoutLine> lines) {
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
                signed(Sha256.fromBytes(rs.getBytes("digest")), Optional.ofNullable(rs.getString("kept_back"))),
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
