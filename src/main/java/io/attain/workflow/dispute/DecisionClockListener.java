package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.dispute.Step;

/** The decider has from now on to decide. */
@Component
class DecisionClockListener implements ExecutionListener {

    private final StepClocks clocks;

    DecisionClockListener(StepClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        clocks.start(execution, Step.DECISION);
    }
}
