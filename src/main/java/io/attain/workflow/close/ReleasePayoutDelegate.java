package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;

/** Pays. The signatures are looked up again by the payout itself; paying twice is not possible. */
@Component
class ReleasePayoutDelegate implements JavaDelegate {

    private final PayoutBatches payouts;

    ReleasePayoutDelegate(PayoutBatches payouts) {
        this.payouts = payouts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PeriodId period = new PeriodId(execution.getProcessBusinessKey());
        payouts.release(payouts.live(period)
                .orElseThrow(() -> new IllegalStateException(period + " has no payout to release"))
                .id());
    }
}
