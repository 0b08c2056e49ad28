package io.attain.workflow.plan;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

import io.attain.plan.PlanVersionId;
import io.attain.plan.PlanWorkflow;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.inbox.Inbox;

/** Starts the life of a submitted plan version, or lets it go on when a revised one is submitted again. */
@Component
class PlanProcess implements PlanWorkflow {

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final EngineAuthority authority;
    private final Cases cases;
    private final HumanTasks humanTasks;
    private final Inbox inbox;

    PlanProcess(RuntimeService runtime, TaskService tasks, EngineAuthority authority, Cases cases,
            HumanTasks humanTasks, Inbox inbox) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.authority = authority;
        this.cases = cases;
        this.humanTasks = humanTasks;
        this.inbox = inbox;
    }

    @Override
    public void submitted(PlanVersionId version) {
        cases.open(PlanLifecycle.subject(version), PlanLifecycle.PROCESS)
                .ifPresentOrElse(this::goOn, () -> authority.unchecked(
                        () -> runtime.startProcessInstanceByKey(PlanLifecycle.PROCESS, version.toString())));
    }

    /** Submitted on the plan's own page: the task that waits for it is done. Submitted by the task: it goes on itself. */
    private void goOn(Cases.Case open) {
        Task waiting = authority.unchecked(() -> tasks.createTaskQuery()
                .processInstanceId(open.processInstanceId())
                .taskDefinitionKey(PlanLifecycle.REVISE_PLAN)
                .singleResult());
        if (waiting != null && humanTasks.decisionOn(waiting.getId()).isEmpty()) {
            inbox.completeDone(waiting.getId(), "resubmit");
        }
    }
}
