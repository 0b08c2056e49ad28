package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.stereotype.Component;

/** The clock of who asked goes on where it stood still. */
@Component
class ResumedClockListener implements ExecutionListener {

    private final StepClocks clocks;

    ResumedClockListener(StepClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        SequenceFlow flow = (SequenceFlow) execution.getBpmnModelElementInstance();
        clocks.resume(execution, CreditDispute.stepOf(flow.getTarget().getId()));
    }
}
