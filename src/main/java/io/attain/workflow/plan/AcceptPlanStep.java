package io.attain.workflow.plan;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.plan.Acceptances;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A rep reads the plan he is paid by and accepts it. */
@Component
class AcceptPlanStep implements TaskStep {

    private final Plans plans;
    private final Acceptances acceptances;

    AcceptPlanStep(Plans plans, Acceptances acceptances) {
        this.plans = plans;
        this.acceptances = acceptances;
    }

    @Override
    public String taskKey() {
        return PlanLifecycle.ACCEPT_PLAN;
    }

    @Override
    public String title(GuardedTask task) {
        return "Read and accept plan “" + version(task).name() + "”";
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        PlanVersion version = version(task);
        return List.of(new Fact("Plan", version.name()),
                new Fact("Version", Integer.toString(version.id().number())),
                new Fact("Effective from", version.definition().effective().from().toString()));
    }

    @Override
    public String link(GuardedTask task) {
        return "/plans/" + PlanLifecycle.version(task.subject());
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        acceptances.accept(version(task).id(), PlanLifecycle.participant(task.subject()));
        return Optional.empty();
    }

    private PlanVersion version(GuardedTask task) {
        return plans.get(PlanLifecycle.version(task.subject()));
    }
}
