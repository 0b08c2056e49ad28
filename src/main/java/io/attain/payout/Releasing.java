package io.attain.payout;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.Verdict;
import io.attain.identity.UserId;
import io.attain.ledger.Account;
import io.attain.ledger.Ledger;
import io.attain.ledger.Transfer;
import io.attain.ledger.TransferKind;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;

/**
 * Pays a batch. Trusts no process: it looks up the signatures in the recorded approvals, for exactly this content, and
 * pays nothing when one is missing.
 */
@Component
class Releasing {

    private final PayoutRows rows;
    private final Statements statements;
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
    private final Clock clock;

    Releasing(PayoutRows rows, Statements statements, Ledger ledger, Periods periods, Participants participants,
            Payments payments, KeptBackLines keptBack, PayrollFiles payroll, ExportFiles files,
            PaymentWorkflow workflow, Approvals approvals, AuditTrail audit, Clock clock) {
        this.rows = rows;
        this.statements = statements;
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
        this.clock = clock;
    }

    PayoutBatch sign(PayoutBatchId id) {
        PayoutBatch batch = rows.hold(id);
        if (batch.state() == PayoutState.SIGNED) {
            return batch;
        }
        batch.requireMay(PayoutState.SIGNED);
        requireSignatures(batch);
        rows.setState(id, PayoutState.SIGNED);
        audit.record("payout.signed", batch.caseRef().toString(), Map.of("digest", batch.digest().hex()));
        return rows.get(id);
    }

    ExportFile release(PayoutBatchId id) {
        PayoutBatch batch = rows.hold(id);
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
        List<PayoutLine> all = rows.allLines(id);
        List<PayoutLine> lines = rows.lines(id);
        if (!PayoutContent.digest(batch.period(), batch.run(), all).equals(rows.contentDigest(id))) {
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
        rows.release(id, now);
        if (paid.stream().noneMatch(Payment::awaitsBank)) {
            periods.transition(batch.period(), PeriodState.PAID);
        } else {
            workflow.sent(id);
        }
        audit.record(
                "payout.released",
                batch.caseRef().toString(),
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
        for (KeptBack kept : keptBack.of(batch.id())) {
            transfers.add(keptBack.held("payout/" + batch.id(), period, kept.line().participant(),
                    kept.line().amount()));
        }
        ledger.post(transfers);
    }

    Optional<ExportFile> file(PayoutBatchId id) {
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
    Set<UserId> payees(PayoutBatchId id) {
        return rows.lines(id).stream().flatMap(line -> participants.find(line.participant()).stream())
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
}
