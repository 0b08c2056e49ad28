package io.attain.workflow.monthend;

import java.util.Map;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.springframework.stereotype.Component;

import io.attain.audit.AuditTrail;
import io.attain.identity.Role;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;

/** The time of a step is over: notes of each of its tasks that still waits that its holders were reminded. */
@Component
class MonthEndReminderListener implements ExecutionListener {

    private final HumanTasks tasks;
    private final AuditTrail audit;

    MonthEndReminderListener(HumanTasks tasks, AuditTrail audit) {
        this.tasks = tasks;
        this.audit = audit;
    }

    @Override
    public void notify(DelegateExecution execution) {
        BoundaryEvent timer = (BoundaryEvent) execution.getBpmnModelElementInstance();
        tasks.waitingIn(execution.getProcessInstanceId(), timer.getAttachedTo().getId())
                .forEach(task -> audit.record("task.reminded", task.subject().toString(),
                        Map.of("task", timer.getAttachedTo().getName(), "part", task.part(), "round", task.round(),
                                "waits for", roles(task))));
    }

    private static String roles(GuardedTask task) {
        return task.roles().stream().map(Role::key).sorted().collect(Collectors.joining(", "));
    }
}
