package io.attain.workflow.dispute;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.stereotype.Component;

/** Where the flow leads to, the clock starts anew. */
@Component
class StepClockListener implements ExecutionListener {

    private final StepClocks clocks;

    StepClockListener(StepClocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        SequenceFlow flow = (SequenceFlow) execution.getBpmnModelElementInstance();
        clocks.start(execution, CreditDispute.stepOf(flow.getTarget().getId()));
    }
}
