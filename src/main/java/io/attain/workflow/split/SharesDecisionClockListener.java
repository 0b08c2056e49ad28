package io.attain.workflow.split;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.split.SplitStep;

/** The manager has from now on to decide. */
@Component
class SharesDecisionClockListener implements ExecutionListener {

    private final SplitClocks clocks;

    SharesDecisionClockListener(SplitClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        clocks.start(execution, SplitStep.DECISION);
    }
}
