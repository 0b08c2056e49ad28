package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;

/** The time for an approval is over. */
@Component
class LateApprovalDelegate implements JavaDelegate {

    private final Disputes disputes;

    LateApprovalDelegate(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void execute(DelegateExecution execution) {
        disputes.noApproval(new DisputeId(Long.parseLong(execution.getProcessBusinessKey())));
    }
}
