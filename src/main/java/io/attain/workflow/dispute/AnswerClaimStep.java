package io.attain.workflow.dispute;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.dispute.Answer;
import io.attain.dispute.Dispute;
import io.attain.dispute.Disputes;
import io.attain.dispute.Reshare;
import io.attain.participant.Participants;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A counterpart says what he thinks of a claim. */
@Component
class AnswerClaimStep implements TaskStep {

    private final Disputes disputes;
    private final Participants participants;

    AnswerClaimStep(Disputes disputes, Participants participants) {
        this.disputes = disputes;
        this.participants = participants;
    }

    @Override
    public String taskKey() {
        return CreditDispute.ANSWER_CLAIM;
    }

    @Override
    public String title(GuardedTask task) {
        return "Answer the claim of " + dispute(task).claimantName();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        return new DisputeTexts(participants).facts(dispute(task));
    }

    @Override
    public String link(GuardedTask task) {
        return "/disputes/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        Dispute dispute = dispute(task);
        Answer answer = switch (values.decision()) {
            case "agree" -> new Answer.Agree();
            case "counter" -> new Answer.Counter(
                    Reshare.with(dispute.before(), dispute.claimant(), values.number("share").orElseThrow()));
            case "contest" -> new Answer.Contest();
            default -> throw new IllegalStateException("no answer is called " + values.decision());
        };
        disputes.answer(dispute.id(), answer, values.reason().orElse(""));
        return Optional.empty();
    }

    private Dispute dispute(GuardedTask task) {
        return disputes.get(DisputeFacts.id(task.subject()));
    }
}
