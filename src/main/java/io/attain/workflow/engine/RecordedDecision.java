package io.attain.workflow.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Entering a gateway that follows a user task, reads what was decided there from our own rows. A variable that somebody
 * slipped in decides nothing: it is overwritten here, right before the conditions are looked at.
 */
@Component("recordedDecision")
class RecordedDecision implements ExecutionListener {

    private final HumanTasks tasks;

    RecordedDecision(HumanTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void notify(DelegateExecution execution) {
        FlowNode gateway = (FlowNode) execution.getBpmnModelElementInstance();
        String taskKey = gateway.getIncoming().stream()
                .map(SequenceFlow::getSource)
                .filter(UserTask.class::isInstance)
                .map(FlowNode::getId)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(gateway.getId() + " follows no user task"));
        String outcome = tasks.latestDecision(execution.getProcessInstanceId(), taskKey)
                .orElseThrow(() -> new AccessDeniedException("no decision is on record for " + taskKey))
                .outcome();
        execution.setVariable("decision", outcome);
    }
}
