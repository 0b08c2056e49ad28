package io.attain.workflow.plan;

import java.util.List;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.shared.Finding;
import io.attain.shared.Severity;
import io.attain.workflow.engine.HumanTasks;

/** Gives the version back to its authors, with the reviewer's reason or with what the checks found. */
@Component
class ReturnPlanDelegate implements JavaDelegate {

    private final Plans plans;
    private final HumanTasks tasks;

    ReturnPlanDelegate(Plans plans, HumanTasks tasks) {
        this.plans = plans;
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PlanVersionId version = PlanVersionId.parse(execution.getProcessBusinessKey());
        plans.returnForChanges(version, reason(plans.get(version), execution.getProcessInstanceId()));
    }

    private String reason(PlanVersion version, String processInstanceId) {
        List<String> objections = tasks.decisionsIn(processInstanceId).stream()
                .filter(decision -> decision.taskKey().equals(PlanLifecycle.REVIEW_PLAN))
                .filter(decision -> decision.round() == version.round())
                .flatMap(decision -> decision.reason().stream())
                .toList();
        return objections.isEmpty()
                ? plans.check(version.id()).stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::sentence)
                        .collect(Collectors.joining(" ", "The checks failed. ", ""))
                : String.join(" ", objections);
    }
}
