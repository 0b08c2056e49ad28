package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.dispute.Step;

/** The counterparts have from now on to answer. */
@Component
class AnswerClockListener implements ExecutionListener {

    private final StepClocks clocks;

    AnswerClockListener(StepClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        clocks.start(execution, Step.ANSWER);
    }
}
