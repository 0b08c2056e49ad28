package io.attain.payout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.calculation.RunId;
import io.attain.identity.UserId;
import io.attain.ledger.Adjustments;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Refused;

/**
 * Payout batches: prepared from a run, signed in the approval process, released once. Refusals carry the codes {@code payout-…}.
 */
@Service
public class PayoutBatches {

    private final PayoutRows rows;
    private final Preparing preparing;
    private final Releasing releasing;
    private final KeptBackLines keptBack;
    private final Periods periods;
    private final Adjustments adjustments;
    private final AuditTrail audit;

    PayoutBatches(PayoutRows rows, Preparing preparing, Releasing releasing, KeptBackLines keptBack, Periods periods,
            Adjustments adjustments, AuditTrail audit) {
        this.rows = rows;
        this.preparing = preparing;
        this.releasing = releasing;
        this.keptBack = keptBack;
        this.periods = periods;
        this.adjustments = adjustments;
        this.audit = audit;
    }

    /**
     * Prepares the batch of a calculated close run in the name of the current user, who may then not sign it. The
     * period's adjustments stay as they are from here until the batch is rejected or released. When the run has a batch
     * that is not rejected, that one is answered.
     */
    @Transactional
    public PayoutBatch prepare(PeriodId periodId, RunId runId) {
        return preparing.prepare(periodId, runId);
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
        return preparing.sendBack(id, participant, reason);
    }

    public Optional<PayoutBatch> find(PayoutBatchId id) {
        return rows.find(id);
    }

    public PayoutBatch get(PayoutBatchId id) {
        return rows.get(id);
    }

    /** Every batch of a period, the latest first. */
    public List<PayoutBatch> ofPeriod(PeriodId period) {
        return rows.ofPeriod(period);
    }

    /** The batch of a period that is not rejected. */
    public Optional<PayoutBatch> live(PeriodId period) {
        return rows.live(period);
    }

    /** As {@link #live}, and the batch stays as it is until the end of the transaction. */
    @Transactional
    public Optional<PayoutBatch> holdLive(PeriodId period) {
        return rows.holdLive(period);
    }

    /** The lines that the batch pays, by participant id. */
    public List<PayoutLine> lines(PayoutBatchId id) {
        return rows.lines(id);
    }

    /** The lines that wait for the next batch, by participant id. */
    public List<KeptBack> keptBack(PayoutBatchId id) {
        return keptBack.of(id);
    }

    /** Every line that was prepared, also those kept back, by participant id. */
    public List<PayoutLine> allLines(PayoutBatchId id) {
        return rows.allLines(id);
    }

    /** Those whom the batch pays and who can sign in: none of them signs it. */
    public Set<UserId> payees(PayoutBatchId id) {
        return releasing.payees(id);
    }

    /**
     * Records the route: whether the batch needs a second signature. A route once decided can be made stricter, never
     * laxer.
     */
    @Transactional
    public PayoutBatch route(PayoutBatchId id, boolean secondSignature) {
        PayoutBatch batch = rows.hold(id);
        if (batch.state() == PayoutState.IN_APPROVAL) {
            if (secondSignature && !batch.secondSignature().orElse(false)) {
                rows.setRoute(id, true);
            }
            return rows.get(id);
        }
        batch.requireMay(PayoutState.IN_APPROVAL);
        rows.setRoute(id, secondSignature);
        audit.record("payout.routed", batch.caseRef().toString(), Map.of("secondSignature", secondSignature));
        return rows.get(id);
    }

    /** The batch as it will be until the end of the transaction: what is signed now is not changed meanwhile. */
    @Transactional
    public PayoutBatch holdToSign(PayoutBatchId id) {
        return rows.hold(id);
    }

    /** Marks the batch signed once every signature its route asks for is recorded; refused with what is missing. */
    @Transactional
    public PayoutBatch sign(PayoutBatchId id) {
        return releasing.sign(id);
    }

    /** Sends a batch back; adjustments of the period are possible again. Rejecting twice changes nothing. */
    @Transactional
    public PayoutBatch reject(PayoutBatchId id, String reason) {
        PayoutBatch batch = rows.hold(id);
        if (batch.state() == PayoutState.REJECTED) {
            return batch;
        }
        if (reason.isBlank()) {
            throw new Refused("payout-reason", "Say why the payout is sent back.");
        }
        batch.requireMay(PayoutState.REJECTED);
        if (periods.get(batch.period()).state().isFinal()) {
            throw new Refused(
                    "payout-locked", "%s is locked; its payout can no longer be sent back.".formatted(batch.period()));
        }
        rows.reject(id, reason.strip());
        adjustments.unseal(batch.period());
        audit.record("payout.rejected", batch.caseRef().toString(), Map.of("reason", reason.strip()));
        return rows.get(id);
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
        return releasing.release(id);
    }

    /** The standard payroll file of a released batch. */
    public Optional<ExportFile> file(PayoutBatchId id) {
        return releasing.file(id);
    }
}
