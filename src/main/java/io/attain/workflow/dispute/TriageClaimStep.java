package io.attain.workflow.dispute;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.dispute.Claims;
import io.attain.dispute.Dispute;
import io.attain.dispute.Disputes;
import io.attain.participant.Participants;
import io.attain.sales.EventKey;
import io.attain.shared.Refused;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A comp admin looks whether a claim is clear enough to be answered and decided. */
@Component
class TriageClaimStep implements TaskStep {

    private final Disputes disputes;
    private final Claims claims;
    private final Participants participants;

    TriageClaimStep(Disputes disputes, Claims claims, Participants participants) {
        this.disputes = disputes;
        this.claims = claims;
        this.participants = participants;
    }

    @Override
    public String taskKey() {
        return CreditDispute.TRIAGE_CLAIM;
    }

    @Override
    public String title(GuardedTask task) {
        return "Look at the claim of " + dispute(task).claimantName();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        return new DisputeTexts(participants).facts(dispute(task));
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        Dispute dispute = dispute(task);
        String said = values.reason().orElse("");
        switch (values.decision()) {
            case "accept" -> disputes.acceptClaim(dispute.id(), said);
            case "ask" -> disputes.askInformation(dispute.id(), said);
            case "link" -> claims.link(dispute.id(), deal(values.text("deal").orElse("")), said);
            case "refuse" -> disputes.refuseClaim(dispute.id(), said);
            default -> throw new IllegalStateException("no first look ends with " + values.decision());
        }
        return Optional.empty();
    }

    @Override
    public String link(GuardedTask task) {
        return "/disputes/" + task.subject().id();
    }

    /** The id of a CRM deal, or source and id with a slash between them. */
    private static EventKey deal(String entered) {
        String text = entered.strip();
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? new EventKey("crm", text)
                    : new EventKey(text.substring(0, slash), text.substring(slash + 1));
        } catch (IllegalArgumentException malformed) {
            throw new Refused("dispute-deal-unknown", "Name the deal by its id, or by source and id as crm/ABC.");
        }
    }

    private Dispute dispute(GuardedTask task) {
        return disputes.get(DisputeFacts.id(task.subject()));
    }
}
