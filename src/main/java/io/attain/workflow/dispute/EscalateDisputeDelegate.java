package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;

/** The time for a decision is over: the next level decides. */
@Component
class EscalateDisputeDelegate implements JavaDelegate {

    private final Disputes disputes;

    EscalateDisputeDelegate(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        disputes.escalate(new DisputeId(Long.parseLong(execution.getProcessBusinessKey())));
    }
}
