package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.dispute.Step;

/** Half the time for a decision is over. */
@Component
class RemindDeciderDelegate implements JavaDelegate {

    private final Disputes disputes;

    RemindDeciderDelegate(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        disputes.remind(new DisputeId(Long.parseLong(execution.getProcessBusinessKey())), Step.DECISION);
    }
}
