package io.attain.workflow.plan;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.shared.Severity;

/** Looks the version through before anybody is asked to. */
@Component
class CheckPlanDelegate implements JavaDelegate {

    private final Plans plans;

    CheckPlanDelegate(Plans plans) {
        this.plans = plans;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PlanVersionId version = PlanVersionId.parse(execution.getProcessBusinessKey());
        execution.setVariable("checksPassed", plans.check(version).stream()
                .noneMatch(finding -> finding.severity() == Severity.ERROR));
    }
}
