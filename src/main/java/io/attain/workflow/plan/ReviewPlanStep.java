package io.attain.workflow.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import io.attain.audit.Verdict;
import io.attain.identity.Users;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.plan.comparison.Change;
import io.attain.plan.comparison.PlanComparison;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The head of the reporting line approves a plan version or asks for changes. */
@Component
class ReviewPlanStep implements TaskStep {

    /** More changes than these are on the page of the plan. */
    private static final int MOST_CHANGES = 40;

    private final Plans plans;
    private final Users users;

    ReviewPlanStep(Plans plans, Users users) {
        this.plans = plans;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return PlanLifecycle.REVIEW_PLAN;
    }

    @Override
    public String title(GuardedTask task) {
        PlanVersion version = version(task);
        return "Review plan “" + version.name() + "”, version " + version.id().number();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        PlanVersion version = version(task);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Plan", version.name()));
        facts.add(new Fact("Version", Integer.toString(version.id().number())));
        facts.add(new Fact("Effective from", version.definition().effective().from().toString()));
        facts.add(new Fact("Written by", plans.authorsOf(version.id()).stream()
                .map(users::nameOf)
                .sorted()
                .collect(Collectors.joining(", "))));
        plans.predecessor(version.id()).ifPresent(before -> changes(before, version, facts));
        plans.check(version.id()).forEach(finding -> facts.add(new Fact("Check", finding.sentence())));
        facts.add(new Fact("Content", "SHA-256 " + version.digest().hex()));
        return facts;
    }

    private static void changes(PlanVersion before, PlanVersion version, List<Fact> facts) {
        Locale reader = LocaleContextHolder.getLocale();
        String since = "Changed since version " + before.id().number();
        List<Change> changes = PlanComparison.between(before.definition(), version.definition());
        changes.stream().limit(MOST_CHANGES).forEach(change -> facts.add(new Fact(since, change.sentence(reader))));
        if (changes.isEmpty()) {
            facts.add(new Fact(since, "Nothing."));
        }
        if (changes.size() > MOST_CHANGES) {
            facts.add(new Fact(since,
                    "%d more changes, listed on the page of the plan.".formatted(changes.size() - MOST_CHANGES)));
        }
    }

    @Override
    public String link(GuardedTask task) {
        return "/plans/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        PlanVersion version = version(task);
        return Optional.of(new Approving(PlanLifecycle.REVIEW_STEP,
                values.decision().equals("approve") ? Verdict.APPROVED : Verdict.REJECTED, version.authoredBy(),
                version.digest()));
    }

    private PlanVersion version(GuardedTask task) {
        return plans.get(PlanLifecycle.version(task.subject()));
    }
}
