package io.attain.workflow.payout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.audit.Verdict;
import io.attain.calculation.Corrections;
import io.attain.identity.Users;
import io.attain.payout.KeptBack;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.shared.Refused;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A signature under a payout: that of finance and, above the limit, that of the finance director. */
final class SignatureStep implements TaskStep {

    private static final String CONTENT = "content";
    private static final int MOST_LINES = 20;

    private final PayoutBatches payouts;
    private final RoutingFigures routing;
    private final Corrections corrections;
    private final Users users;
    private final String taskKey;
    private final String title;
    private final String approval;

    /**
     * @param title    of the task; the period is named behind it
     * @param approval what the signature is recorded as
     */
    SignatureStep(PayoutBatches payouts, RoutingFigures routing, Corrections corrections, Users users, String taskKey,
            String title,
            String approval) {
        this.payouts = payouts;
        this.routing = routing;
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
        RoutingFigures.Figures figures = routing.of(batch);
        if (!figures.several()) {
            facts.add(figures.last().isZero()
                    ? new Fact("Last payout", "none")
                    : Fact.of("Last payout", figures.last()));
            if (!figures.last().isZero()) {
                facts.add(new Fact("Change against it", "%+d %%".formatted(figures.variancePercent())));
            }
            facts.add(Fact.of("Adjusted, without signs", figures.adjusted()));
        }
        List<KeptBack> kept = payouts.keptBack(batch.id());
        kept.stream().filter(one -> one.kind() == KeptBack.Kind.SENT_BACK).limit(MOST_LINES)
                .forEach(one -> facts.add(new Fact("Sent back",
                        "%s, %s: %s".formatted(one.line().name(), one.line().amount(), one.reason()))));
        if (!kept.isEmpty()) {
            facts.add(new Fact("Wait for the next payout", kept.size() + ", on the page of the payout"));
        }
        facts.addAll(PreparePayoutStep.correctionsOf(corrections.of(batch.run())));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/payouts/" + task.subject().id();
    }

    @Override
    public Map<String, Object> initial(GuardedTask task) {
        return Map.of(CONTENT, batch(task).digest().hex());
    }

    /** What was shown is what is signed: the batch is held, and refused when a line was sent back meanwhile. */
    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        PayoutBatch batch = payouts.holdToSign(PayoutProcess.id(task.subject()));
        if (values.text(CONTENT).filter(shown -> !shown.equals(batch.digest().hex())).isPresent()) {
            throw new Refused("payout-changed",
                    "A line of this payout was sent back while you were looking at it. Look at it again, then decide.");
        }
        return Optional.of(new Approving(approval,
                values.decision().equals("sign") ? Verdict.APPROVED : Verdict.REJECTED, batch.preparedBy(),
                batch.digest()));
    }

    private PayoutBatch batch(GuardedTask task) {
        return payouts.get(PayoutProcess.id(task.subject()));
    }
}
