package io.attain.workflow.payout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attain.audit.Verdict;
import io.attain.calculation.Corrections;
import io.attain.identity.Users;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A signature under a payout: that of finance and, above the limit, that of the finance director. */
final class SignatureStep implements TaskStep {

    private final PayoutBatches payouts;
    private final Corrections corrections;
    private final Users users;
    private final String taskKey;
    private final String title;
    private final String approval;

    /**
     * @param title    of the task; the period is named behind it
     * @param approval what the signature is recorded as
     */
    SignatureStep(PayoutBatches payouts, Corrections corrections, Users users, String taskKey, String title,
            String approval) {
        this.payouts = payouts;
        this.corrections = corrections;
        this.users = users;
        this.taskKey = taskKey;
        this.title = title;
        this.approval = approval;
    }

    @Override
    public String taskKey() {
        return taskKey;
    }

    @Override
    public String title(GuardedTask task) {
        return "%s %s".formatted(title, batch(task).period());
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        PayoutBatch batch = batch(task);
        List<Fact> facts = new ArrayList<>(PreparePayoutStep.factsOf(batch, users.nameOf(batch.preparedBy())));
        facts.addAll(PreparePayoutStep.correctionsOf(corrections.of(batch.run())));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/payouts/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        PayoutBatch batch = batch(task);
        return Optional.of(new Approving(approval,
                values.decision().equals("sign") ? Verdict.APPROVED : Verdict.REJECTED, batch.preparedBy(),
                batch.digest()));
    }

    private PayoutBatch batch(GuardedTask task) {
        return payouts.get(PayoutProcess.id(task.subject()));
    }
}
