package io.attain.workflow.dispute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.Verdict;
import io.attain.dispute.Decision;
import io.attain.dispute.Dispute;
import io.attain.dispute.Disputes;
import io.attain.dispute.JoinedClaim;
import io.attain.dispute.Reshare;
import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The manager above all parties decides; a changed split is in effect at once. */
@Component
class DecideDisputeStep implements TaskStep {

    private static final String STEP = "decide-dispute";

    private final Disputes disputes;
    private final Participants participants;

    DecideDisputeStep(Disputes disputes, Participants participants) {
        this.disputes = disputes;
        this.participants = participants;
    }

    @Override
    public String taskKey() {
        return CreditDispute.DECIDE_DISPUTE;
    }

    @Override
    public String title(GuardedTask task) {
        return "Decide the dispute of " + dispute(task).claimantName();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        Dispute dispute = dispute(task);
        List<Fact> facts = new ArrayList<>(new DisputeTexts(participants).facts(dispute));
        disputes.effect(dispute.id()).forEach(effect -> facts.add(new Fact(
                "Effect on " + participants.find(effect.participant()).map(Participant::name)
                        .orElse(effect.participant().value()),
                effect.difference() + " if upheld as claimed")));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/disputes/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        Dispute dispute = dispute(task);
        String reason = values.reason().orElse("");
        if (values.decision().equals("ask")) {
            disputes.askInformation(dispute.id(), reason);
            return Optional.empty();
        }
        Sha256 shown = dispute.digest();
        Decision decision = switch (values.decision()) {
            case "uphold" -> new Decision.Uphold();
            case "other" -> new Decision.Partly(dispute.joined().stream()
                    .filter(claim -> claim.ordinal() == values.number("claim").orElseThrow().intValue())
                    .map(JoinedClaim::proposed)
                    .findFirst()
                    .orElseThrow(() -> new Refused("dispute-no-claim",
                            "There is no other claim of that number in this dispute.")));
            case "agreed" -> new Decision.Partly(dispute.accepted().orElseThrow(() -> new Refused(
                    "dispute-nothing-agreed",
                    "The claimant has accepted no counter-proposal; uphold in part and say which share is right.")));
            case "partly" -> new Decision.Partly(
                    Reshare.with(dispute.before(), dispute.claimant(), values.number("share").orElseThrow()));
            case "deny" -> new Decision.Deny();
            default -> throw new IllegalStateException("no decision is called " + values.decision());
        };
        disputes.decide(dispute.id(), decision, reason);
        Verdict verdict = decision instanceof Decision.Deny ? Verdict.REJECTED : Verdict.APPROVED;
        return Optional.of(new Approving(STEP, verdict, dispute.filedBy(), shown));
    }

    private Dispute dispute(GuardedTask task) {
        return disputes.get(DisputeFacts.id(task.subject()));
    }
}
