package io.attain.workflow.split;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

import io.attain.split.SplitRequests;
import io.attain.split.SplitStep;

/** The sharers have from now on to agree to the latest terms. */
@Component
class ConfirmClockListener implements ExecutionListener {

    private final SplitClocks clocks;
    private final SplitRequests requests;

    ConfirmClockListener(SplitClocks clocks, SplitRequests requests) {
        this.clocks = clocks;
        this.requests = requests;
    }

    @Override
    public void notify(DelegateExecution execution) {
        clocks.start(execution, SplitStep.CONFIRM);
        List<String> asked = requests.get(SplitRequestModel.id(execution)).awaiting().stream()
                .map(sharer -> sharer.participant().value()).toList();
        execution.setVariable(SplitRequestModel.OVER, false);
        execution.setVariable(SplitRequestModel.SHARERS, Variables.untypedValue(asked, true));
    }
}
