package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.split.SplitRequests;

/** The time to decide is over: the next level decides. */
@Component
class EscalateSharesDelegate implements JavaDelegate {

    private final SplitRequests requests;

    EscalateSharesDelegate(SplitRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.escalate(SplitRequestModel.id(execution));
    }
}
