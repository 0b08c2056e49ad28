package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** The decision's clock goes on where it stood still. */
@Component
class ResumedClockListener implements ExecutionListener {

    private final StepClocks clocks;

    ResumedClockListener(StepClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        clocks.resume(execution);
    }
}
