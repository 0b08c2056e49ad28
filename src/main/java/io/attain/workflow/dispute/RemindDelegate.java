package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;

/** Half the time of a step is over. */
@Component
class RemindDelegate implements JavaDelegate {

    private final Disputes disputes;

    RemindDelegate(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        disputes.remind(new DisputeId(Long.parseLong(execution.getProcessBusinessKey())),
                CreditDispute.stepOf(execution.getCurrentActivityId()));
    }
}
