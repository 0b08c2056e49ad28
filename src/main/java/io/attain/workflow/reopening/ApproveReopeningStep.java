package io.attain.workflow.reopening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.Users;
import io.attain.payout.PayoutBatch;
import io.attain.reopening.Reopening;
import io.attain.reopening.Reopenings;
import io.attain.reopening.Undoing;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A second person of finance decides whether a period opens again. The domain records the approval itself. */
@Component
class ApproveReopeningStep implements TaskStep {

    private final Reopenings reopenings;
    private final Users users;

    ApproveReopeningStep(Reopenings reopenings, Users users) {
        this.reopenings = reopenings;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return PeriodReopening.APPROVE_REOPENING;
    }

    @Override
    public String title(GuardedTask task) {
        return "Approve the reopening of " + reopening(task).period();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        Reopening asked = reopening(task);
        List<Fact> facts = new ArrayList<>(List.of(new Fact("Period", asked.period().value()),
                new Fact("Reason", asked.reason()), new Fact("Asked by", users.nameOf(asked.askedBy()))));
        reopenings.whyNot(asked.period()).ifPresentOrElse(
                refused -> facts.add(new Fact("No longer possible", refused.sentence())),
                () -> facts.addAll(undone(reopenings.undoing(asked.period()))));
        return facts;
    }

    private static List<Fact> undone(Undoing undoing) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Statements withdrawn", Integer.toString(undoing.statements().size())));
        undoing.earned().forEach(amount -> facts.add(Fact.of("Earned, taken back", amount)));
        undoing.payable().forEach(amount -> facts.add(Fact.of("Payable, taken back", amount)));
        facts.add(new Fact("Postings reversed", Integer.toString(undoing.reversals())));
        undoing.batch().map(PayoutBatch::totals).ifPresent(
                totals -> totals.forEach(amount -> facts.add(Fact.of("Payout sent back, not released", amount))));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/close/" + reopening(task).period() + "/reopening";
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        if (values.decision().equals("approve")) {
            reopenings.approve(reopening(task).id());
        } else {
            reopenings.reject(reopening(task).id(), values.reason().orElse(""));
        }
        return Optional.empty();
    }

    private Reopening reopening(GuardedTask task) {
        return reopenings.get(PeriodReopening.id(task.subject()));
    }
}
