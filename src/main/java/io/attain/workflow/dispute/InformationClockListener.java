package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.dispute.Step;

/** The claimant has from now on to give information. */
@Component
class InformationClockListener implements ExecutionListener {

    private final StepClocks clocks;

    InformationClockListener(StepClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        clocks.start(execution, Step.INFORMATION);
    }
}
