package io.attain.workflow.payout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.Users;
import io.attain.payout.Outcome;
import io.attain.payout.PaymentOutcomes;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** Finance has seen that the payments arrived. Those that came back are reported on the page of the payout before. */
@Component
class ConfirmPaymentsStep implements TaskStep {

    private final PayoutBatches payouts;
    private final PaymentOutcomes outcomes;
    private final Users users;

    ConfirmPaymentsStep(PayoutBatches payouts, PaymentOutcomes outcomes, Users users) {
        this.payouts = payouts;
        this.outcomes = outcomes;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return ConfirmationProcess.CONFIRM_PAYMENTS;
    }

    @Override
    public String title(GuardedTask task) {
        return "Confirm the payments of " + payouts.get(batch(task)).period();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        PayoutBatch batch = payouts.get(batch(task));
        List<Fact> facts = new ArrayList<>(PreparePayoutStep.factsOf(batch, users.nameOf(batch.preparedBy())));
        List<Outcome> known = outcomes.of(batch.id());
        facts.add(new Fact("Awaited", Integer.toString(outcomes.awaited(batch.id()))));
        facts.add(new Fact("Confirmed", count(known, Outcome.Kind.CONFIRMED)));
        facts.add(new Fact("Came back", count(known, Outcome.Kind.BOUNCED)));
        return facts;
    }

    private static String count(List<Outcome> known, Outcome.Kind kind) {
        return Long.toString(known.stream().filter(one -> one.kind() == kind).count());
    }

    @Override
    public String link(GuardedTask task) {
        return "/payouts/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        outcomes.confirmAll(batch(task));
        return Optional.empty();
    }

    private static PayoutBatchId batch(GuardedTask task) {
        return PayoutProcess.id(task.subject());
    }
}
