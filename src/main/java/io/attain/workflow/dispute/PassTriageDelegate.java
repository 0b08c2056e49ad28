package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;

/** The time to look at a claim first is over. */
@Component
class PassTriageDelegate implements JavaDelegate {

    private final Disputes disputes;

    PassTriageDelegate(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        disputes.noTriage(new DisputeId(Long.parseLong(execution.getProcessBusinessKey())));
    }
}
