package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;

/**
 * Entering a gateway reads how the dispute stands from its own row. A variable that somebody slipped in decides nothing:
 * it is overwritten here, right before the conditions are looked at.
 */
@Component
class DisputeStateListener implements ExecutionListener {

    private final Disputes disputes;

    DisputeStateListener(Disputes disputes) {
        this.disputes = disputes;
    }

    @Override
    public void notify(DelegateExecution execution) {
        DisputeId id = new DisputeId(Long.parseLong(execution.getProcessBusinessKey()));
        execution.setVariable(CreditDispute.STATE, disputes.get(id).state().name());
    }
}
