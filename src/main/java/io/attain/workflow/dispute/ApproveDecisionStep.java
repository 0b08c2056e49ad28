package io.attain.workflow.dispute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.Verdict;
import io.attain.dispute.Act;
import io.attain.dispute.Dispute;
import io.attain.dispute.Disputes;
import io.attain.identity.UserId;
import io.attain.participant.Participants;
import io.attain.shared.Sha256;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** Finance approves the money of a decision, before it takes effect. */
@Component
class ApproveDecisionStep implements TaskStep {

    private final Disputes disputes;
    private final Participants participants;

    ApproveDecisionStep(Disputes disputes, Participants participants) {
        this.disputes = disputes;
        this.participants = participants;
    }

    @Override
    public String taskKey() {
        return CreditDispute.APPROVE_DECISION;
    }

    @Override
    public String title(GuardedTask task) {
        return "Approve the money of the claim of " + dispute(task).claimantName();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        Dispute dispute = dispute(task);
        List<Fact> facts = new ArrayList<>(new DisputeTexts(participants).facts(dispute));
        ruling(dispute).ifPresent(act -> facts.addAll(new DisputeTexts(participants).ruling(act)));
        return facts;
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        Dispute dispute = dispute(task);
        UserId decidedBy = ruling(dispute).map(Act::by).orElseThrow();
        Sha256 shown = dispute.digest();
        boolean yes = values.decision().equals("approve");
        disputes.approve(dispute.id(), yes, values.reason().orElse(""));
        return Optional
                .of(new Approving("approve-dispute", yes ? Verdict.APPROVED : Verdict.REJECTED, decidedBy, shown));
    }

    private Optional<Act> ruling(Dispute dispute) {
        return disputes.acts(dispute.id()).reversed().stream().filter(act -> act.kind() == Act.Kind.RULING)
                .findFirst();
    }

    @Override
    public String link(GuardedTask task) {
        return "/disputes/" + task.subject().id();
    }

    private Dispute dispute(GuardedTask task) {
        return disputes.get(DisputeFacts.id(task.subject()));
    }
}
