package io.attain.workflow.payout;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.payout.PaymentWorkflow;
import io.attain.payout.PayoutBatchId;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.HumanTasks;

/** Asks finance to confirm payments, and stops asking once the bank or payroll has said of each what became of it. */
@Component
class PaymentConfirmations implements PaymentWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;
    private final HumanTasks tasks;

    PaymentConfirmations(RuntimeService runtime, EngineAuthority authority, HumanTasks tasks) {
        this.runtime = runtime;
        this.authority = authority;
        this.tasks = tasks;
    }

    @Override
    public void sent(PayoutBatchId batch) {
        authority.unchecked(
                () -> runtime.startProcessInstanceByKey(ConfirmationProcess.PROCESS, batch.toString()));
    }

    /** A task that is decided in this very transaction goes on by itself and is told nothing. */
    @Override
    public void settled(PayoutBatchId batch) {
        tasks.waiting(new CaseRef(PayoutProcess.BATCH, batch.toString()), ConfirmationProcess.CONFIRM_PAYMENTS)
                .forEach(task -> authority.unchecked(
                        () -> runtime.createMessageCorrelation(ConfirmationProcess.PAYMENTS_SETTLED)
                                .processInstanceId(task.processInstanceId())
                                .correlateAllWithResult()));
    }
}
