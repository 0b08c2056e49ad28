package io.attain.workflow.plan;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;

/** Publishes the version; the plan looks up the approval on record itself. */
@Component
class PublishPlanDelegate implements JavaDelegate {

    private final Plans plans;

    PublishPlanDelegate(Plans plans) {
        this.plans = plans;
    }

    @Override
    public void execute(DelegateExecution execution) {
        plans.publish(PlanVersionId.parse(execution.getProcessBusinessKey()));
    }
}
