package io.attain.workflow.close;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.readiness.CloseFindings;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The comp admin resolves or waives what keeps the period from being frozen, or gives the close up. */
@Component
class ResolveExceptionsStep implements TaskStep {

    private final CloseFindings findings;

    ResolveExceptionsStep(CloseFindings findings) {
        this.findings = findings;
    }

    @Override
    public String taskKey() {
        return CloseProcess.RESOLVE_EXCEPTIONS;
    }

    @Override
    public String title(GuardedTask task) {
        return "Resolve what is in the way of closing " + task.subject().id();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        return findings.blocking(CloseProcess.period(task.subject()), Optional.empty()).stream()
                .map(finding -> new Fact(finding.title(), finding.sentence()))
                .toList();
    }

    @Override
    public String link(GuardedTask task) {
        return "/close/" + task.subject().id() + "/exceptions";
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        return Optional.empty();
    }
}
