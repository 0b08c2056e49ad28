package io.attain.payout;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Adjustments;
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

/** Makes the batch of a run, and sends single lines of it back. */
@Component
class Preparing {

    private static final int LONGEST_REASON = 500;

    private final PayoutRows rows;
    private final Runs runs;
    private final Payables payables;
    private final Adjustments adjustments;
    private final Periods periods;
    private final Participants participants;
    private final KeptBackLines keptBack;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    Preparing(PayoutRows rows, Runs runs, Payables payables, Adjustments adjustments, Periods periods,
            Participants participants, KeptBackLines keptBack, Approvals approvals, AuditTrail audit,
            CurrentUser currentUser, Clock clock) {
        this.rows = rows;
        this.runs = runs;
        this.payables = payables;
        this.adjustments = adjustments;
        this.periods = periods;
        this.participants = participants;
        this.keptBack = keptBack;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    PayoutBatch prepare(PeriodId periodId, RunId runId) {
        User preparer = currentUser.get();
        Period period = periods.hold(periodId);
        Optional<PayoutBatch> live = rows.live(periodId);
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
        Sha256 digest = PayoutContent.digest(periodId, runId, lines);
        PayoutBatchId batchId = rows.insert(periodId, runId, preparer.id(), clock.instant(), digest, lines);
        keepWhatIsBelowTheMinimum(batchId, lines);
        PayoutBatch batch = rows.get(batchId);
        audit.record(
                "payout.prepared",
                batch.caseRef().toString(),
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

    PayoutBatch sendBack(PayoutBatchId id, ParticipantId participant, String reason) {
        User user = currentUser.get();
        PayoutBatch batch = rows.hold(id);
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
        if (keptBack.of(id).stream().anyMatch(kept -> kept.line().participant().equals(participant))) {
            throw new Refused("payout-line-kept", "This line is kept back already.");
        }
        if (rows.lines(id).stream().noneMatch(line -> line.participant().equals(participant))) {
            throw new Refused("payout-line-unknown",
                    "Payout batch %s has no line for %s.".formatted(id, participant.value()));
        }
        keptBack.keep(id, participant, KeptBack.Kind.SENT_BACK, reason.strip(), user.id());
        audit.record("payout.line-sent-back", batch.caseRef().toString(),
                Map.of("participant", participant.value(), "reason", reason.strip()));
        return rows.get(id);
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
}
