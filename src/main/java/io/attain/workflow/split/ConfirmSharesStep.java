package io.attain.workflow.split;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.dispute.Reshare;
import io.attain.participant.ParticipantId;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequests;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A sharer agrees to proposed shares, declines them, or proposes others. */
@Component
class ConfirmSharesStep implements TaskStep {

    private final SplitRequests requests;
    private final SplitTexts texts;

    ConfirmSharesStep(SplitRequests requests, SplitTexts texts) {
        this.requests = requests;
        this.texts = texts;
    }

    @Override
    public String taskKey() {
        return SplitRequestModel.CONFIRM_SHARES;
    }

    @Override
    public String title(GuardedTask task) {
        SplitRequest request = texts.request(task);
        return "Agree to the shares of deal " + request.deal().externalId() + " that "
                + request.proposer().name() + " proposes";
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        return texts.facts(task);
    }

    @Override
    public String link(GuardedTask task) {
        return SplitTexts.link(task);
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        SplitRequest request = texts.request(task);
        String why = values.reason().orElse("");
        switch (values.decision()) {
            case "confirm" -> requests.confirm(request.id(), task.round());
            case "decline" -> requests.decline(request.id(), task.round(), why);
            case "counter" -> requests.counter(request.id(), task.round(), Reshare.with(request.latest().shares(),
                    new ParticipantId(task.part()), values.number("share").orElseThrow()), why);
            default -> throw new IllegalStateException("no answer is called " + values.decision());
        }
        return Optional.empty();
    }
}
