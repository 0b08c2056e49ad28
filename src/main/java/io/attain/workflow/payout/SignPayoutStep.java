package io.attain.workflow.payout;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.Verdict;
import io.attain.identity.Users;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** Finance signs the payout off. */
@Component
class SignPayoutStep implements TaskStep {

    private final PayoutBatches payouts;
    private final Users users;

    SignPayoutStep(PayoutBatches payouts, Users users) {
        this.payouts = payouts;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return PayoutProcess.SIGN_PAYOUT;
    }

    @Override
    public String title(GuardedTask task) {
        return "Sign off the payout of " + batch(task).period();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        PayoutBatch batch = batch(task);
        return PreparePayoutStep.factsOf(batch, users.nameOf(batch.preparedBy()));
    }

    @Override
    public String link(GuardedTask task) {
        return "/payouts/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        PayoutBatch batch = batch(task);
        return Optional.of(new Approving(PayoutBatch.SIGN,
                values.decision().equals("sign") ? Verdict.APPROVED : Verdict.REJECTED, batch.preparedBy(),
                batch.digest()));
    }

    private PayoutBatch batch(GuardedTask task) {
        return payouts.get(PayoutProcess.id(task.subject()));
    }
}
