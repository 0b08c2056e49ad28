package io.attain.workflow.split;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.Verdict;
import io.attain.shared.Sha256;
import io.attain.split.SplitRequest;
import io.attain.split.SplitRequests;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The manager above all sharers decides shares of a deal that is worth more than the limit. */
@Component
class DecideSharesStep implements TaskStep {

    private static final String STEP = "decide-shares";

    private final SplitRequests requests;
    private final SplitTexts texts;

    DecideSharesStep(SplitRequests requests, SplitTexts texts) {
        this.requests = requests;
        this.texts = texts;
    }

    @Override
    public String taskKey() {
        return SplitRequestModel.DECIDE_SHARES;
    }

    @Override
    public String title(GuardedTask task) {
        SplitRequest request = texts.request(task);
        return "Decide the agreed shares of deal " + request.deal().externalId();
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
        Sha256 shown = request.digest();
        String reason = values.reason().orElse("");
        boolean approves = values.decision().equals("approve");
        if (approves) {
            requests.approve(request.id(), reason);
        } else {
            requests.reject(request.id(), reason);
        }
        return Optional.of(new Approving(STEP, approves ? Verdict.APPROVED : Verdict.REJECTED, request.filedBy(),
                shown));
    }
}
