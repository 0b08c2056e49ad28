package io.attain.workflow.payout;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.payout.PayoutBatches;
import io.attain.workflow.engine.HumanTasks;

/** Somebody refused; the batch, if there is one by then, is rejected with that reason. */
@Component
class ReturnPayoutDelegate implements JavaDelegate {

    private final CurrentBatch batches;
    private final PayoutBatches payouts;
    private final HumanTasks tasks;

    ReturnPayoutDelegate(CurrentBatch batches, PayoutBatches payouts, HumanTasks tasks) {
        this.batches = batches;
        this.payouts = payouts;
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        List<HumanTasks.Decision> decisions = tasks.decisionsIn(execution.getProcessInstanceId());
        String reason = decisions.get(decisions.size() - 1).reason().orElse("Sent back.");
        batches.find(execution.getProcessInstanceId()).ifPresent(batch -> payouts.reject(batch.id(), reason));
    }
}
