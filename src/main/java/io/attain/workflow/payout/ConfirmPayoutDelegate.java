package io.attain.workflow.payout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatches;

/** Every signature is there; the payout itself looks whether that is true. */
@Component
class ConfirmPayoutDelegate implements JavaDelegate {

    private final CurrentBatch batches;
    private final PayoutBatches payouts;

    ConfirmPayoutDelegate(CurrentBatch batches, PayoutBatches payouts) {
        this.batches = batches;
        this.payouts = payouts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        payouts.sign(batches.get(execution.getProcessInstanceId()).id());
    }
}
