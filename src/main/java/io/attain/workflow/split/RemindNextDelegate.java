package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.split.SplitRequests;

/** Half the time of a step is over. */
@Component
class RemindNextDelegate implements JavaDelegate {

    private final SplitRequests requests;

    RemindNextDelegate(SplitRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.remind(SplitRequestModel.id(execution));
    }
}
