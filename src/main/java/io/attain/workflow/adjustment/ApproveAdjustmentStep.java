package io.attain.workflow.adjustment;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.identity.Users;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A second person of finance puts his name to an adjustment. The ledger records the approval itself. */
@Component
class ApproveAdjustmentStep implements TaskStep {

    private final Adjustments adjustments;
    private final Participants participants;
    private final Users users;

    ApproveAdjustmentStep(Adjustments adjustments, Participants participants, Users users) {
        this.adjustments = adjustments;
        this.participants = participants;
        this.users = users;
    }

    @Override
    public String taskKey() {
        return AdjustmentApproval.APPROVE_ADJUSTMENT;
    }

    @Override
    public String title(GuardedTask task) {
        Adjustment adjustment = adjustment(task);
        return "Approve the adjustment of " + adjustment.amount() + " for " + name(adjustment);
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        Adjustment adjustment = adjustment(task);
        return List.of(new Fact("Participant", name(adjustment)), new Fact("Period", adjustment.period().value()),
                Fact.of("Amount", adjustment.amount()), new Fact("Reason", adjustment.reason()),
                new Fact("Proposed by", users.nameOf(adjustment.proposedBy())));
    }

    @Override
    public String link(GuardedTask task) {
        return "/adjustments";
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        Adjustment adjustment = adjustment(task);
        if (values.decision().equals("approve")) {
            adjustments.approve(adjustment.id());
        } else {
            adjustments.reject(adjustment.id(), values.reason().orElse(""));
        }
        return Optional.empty();
    }

    private Adjustment adjustment(GuardedTask task) {
        return adjustments.get(AdjustmentApproval.id(task.subject()));
    }

    private String name(Adjustment adjustment) {
        return participants.find(adjustment.participant()).map(Participant::name)
                .orElse(adjustment.participant().value());
    }
}
