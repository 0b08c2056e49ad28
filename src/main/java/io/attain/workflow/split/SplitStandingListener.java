package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.split.SplitRequests;

/** Where the request stands, read from its row right before the conditions are looked at. */
@Component
class SplitStandingListener implements ExecutionListener {

    private final SplitRequests requests;

    SplitStandingListener(SplitRequests requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateExecution execution) {
        execution.setVariable(SplitRequestModel.STANDING,
                requests.get(SplitRequestModel.id(execution)).state().name());
    }
}
