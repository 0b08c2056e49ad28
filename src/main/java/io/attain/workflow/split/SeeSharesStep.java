package io.attain.workflow.split;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The manager is told what his people agreed; nothing waits for him. */
@Component
class SeeSharesStep implements TaskStep {

    private final SplitTexts texts;

    SeeSharesStep(SplitTexts texts) {
        this.texts = texts;
    }

    @Override
    public String taskKey() {
        return SplitRequestModel.SEE_SHARES;
    }

    @Override
    public String title(GuardedTask task) {
        return "See the shares agreed on deal " + texts.request(task).deal().externalId();
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
        return Optional.empty();
    }
}
