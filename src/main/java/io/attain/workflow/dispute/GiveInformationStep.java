package io.attain.workflow.dispute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.dispute.Dispute;
import io.attain.dispute.Disputes;
import io.attain.dispute.Message;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The claimant gives what the decider asked for. */
@Component
class GiveInformationStep implements TaskStep {

    private final Disputes disputes;
    private final Participants participants;

    GiveInformationStep(Disputes disputes, Participants participants) {
        this.disputes = disputes;
        this.participants = participants;
    }

    @Override
    public String taskKey() {
        return CreditDispute.GIVE_INFORMATION;
    }

    @Override
    public String title(GuardedTask task) {
        return "Give information on your claim to " + dispute(task).subject();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        Dispute dispute = dispute(task);
        List<Fact> facts = new ArrayList<>(new DisputeTexts(participants).facts(dispute));
        List<Message> messages = disputes.messages(dispute.id());
        if (!messages.isEmpty()) {
            facts.add(new Fact("Said last by " + messages.getLast().author(), messages.getLast().text()));
        }
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/disputes/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        disputes.giveInformation(dispute(task).id(), values.reason().orElse(""));
        return Optional.empty();
    }

    private Dispute dispute(GuardedTask task) {
        return disputes.get(DisputeFacts.id(task.subject()));
    }
}
