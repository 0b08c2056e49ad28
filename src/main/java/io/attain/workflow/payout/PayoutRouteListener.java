package io.attain.workflow.payout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatches;

/** Puts on record what the routing table said, in the transaction in which it said so. */
@Component
class PayoutRouteListener implements ExecutionListener {

    private final CurrentBatch batches;
    private final PayoutBatches payouts;

    PayoutRouteListener(CurrentBatch batches, PayoutBatches payouts) {
        this.batches = batches;
        this.payouts = payouts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        boolean second = !Boolean.FALSE.equals(execution.getVariable("secondSignature"));
        payouts.route(batches.get(execution.getProcessInstanceId()).id(), second);
    }
}
