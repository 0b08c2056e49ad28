package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.split.SplitRequests;

/** The time to agree is over. */
@Component
class LapseSharesDelegate implements JavaDelegate {

    private final SplitRequests requests;

    LapseSharesDelegate(SplitRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.lapse(SplitRequestModel.id(execution));
    }
}
