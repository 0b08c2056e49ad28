package io.attain.workflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.Users;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionState;
import io.attain.plan.Plans;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A comp admin revises a returned version on its page and submits it again, or gives it up. */
@Component
class RevisePlanStep implements TaskStep {

    private final Plans plans;
    private final HumanTasks tasks;
    private final Users users;

    RevisePlanStep(Plans plans, HumanTasks tasks, Users users) {
        this.plans = plans;
        this.tasks = tasks;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return PlanLifecycle.REVISE_PLAN;
    }

    @Override
    public String title(GuardedTask task) {
        PlanVersion version = version(task);
        return "Revise plan “" + version.name() + "”, version " + version.id().number();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        List<Fact> facts = new ArrayList<>();
        tasks.decisionsIn(task.processInstanceId()).stream()
                .filter(decision -> decision.taskKey().equals(PlanLifecycle.REVIEW_PLAN))
                .forEach(decision -> decision.reason().ifPresent(reason -> facts.add(
                        new Fact("Asked for by " + users.nameOf(decision.decidedBy()), reason))));
        plans.check(version(task).id()).forEach(finding -> facts.add(new Fact("Check", finding.sentence())));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/plans/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        PlanVersion version = version(task);
        if (values.decision().equals("resubmit") && version.state() == PlanVersionState.DRAFT) {
            plans.submit(version.id());
        }
        return Optional.empty();
    }

    private PlanVersion version(GuardedTask task) {
        return plans.get(PlanLifecycle.version(task.subject()));
    }
}
