package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.split.SplitRequest;
import io.attain.split.SplitRequests;
import io.attain.split.SplitState;

/** One sharer has answered: whether the others are still waited for is read from the rows. */
@Component
class SharesAnsweredListener implements ExecutionListener {

    private final SplitRequests requests;

    SharesAnsweredListener(SplitRequests requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateExecution execution) {
        SplitRequest request = requests.get(SplitRequestModel.id(execution));
        boolean countered = request.awaiting().size() == request.sharers().size() - 1;
        execution.setVariable(SplitRequestModel.OVER, request.state() != SplitState.PROPOSED || countered);
    }
}
