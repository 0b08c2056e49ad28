package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.reopening.Reopenings;

/**
 * Pays, unless somebody asked to reopen the period: then the payout waits for the decision. The signatures are looked up
 * again by the payout itself; paying twice is not possible.
 */
@Component
class ReleasePayoutDelegate implements JavaDelegate {

    private final PayoutBatches payouts;
    private final Periods periods;
    private final Reopenings reopenings;

    ReleasePayoutDelegate(PayoutBatches payouts, Periods periods, Reopenings reopenings) {
        this.payouts = payouts;
        this.periods = periods;
        this.reopenings = reopenings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PeriodId period = new PeriodId(execution.getProcessBusinessKey());
        PayoutBatch batch = payouts.holdLive(period)
                .orElseThrow(() -> new IllegalStateException(period + " has no payout to release"));
        // Held, so that nobody asks or decides between the look and the release or the wait.
        periods.hold(period);
        if (reopenings.pending(period).isPresent()) {
            throw new BpmnError(CloseProcess.REOPENING_ASKED_ERROR);
        }
        payouts.release(batch.id());
    }
}
