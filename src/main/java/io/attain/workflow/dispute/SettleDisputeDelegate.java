package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;

/** Puts into effect what waited for the end of a close. */
@Component
class SettleDisputeDelegate implements JavaDelegate {

    private final Disputes disputes;

    SettleDisputeDelegate(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        disputes.settle(new DisputeId(Long.parseLong(execution.getProcessBusinessKey())));
    }
}
