package io.attain.workflow.plan;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;

/** The author gave the version up. */
@Component
class WithdrawPlanDelegate implements JavaDelegate {

    private final Plans plans;

    WithdrawPlanDelegate(Plans plans) {
        this.plans = plans;
    }

    @Override
    public void execute(DelegateExecution execution) {
        plans.withdraw(PlanVersionId.parse(execution.getProcessBusinessKey()), "Withdrawn by its author.");
    }
}
