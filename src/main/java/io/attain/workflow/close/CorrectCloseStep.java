package io.attain.workflow.close;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.readiness.CloseFindings;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** The comp admin corrects what was objected to, then has it calculated again or gives the close up. */
@Component
class CorrectCloseStep implements TaskStep {

    private final CloseReturns returns;
    private final CloseRounds rounds;
    private final Runs runs;
    private final CloseFindings findings;

    CorrectCloseStep(CloseReturns returns, CloseRounds rounds, Runs runs, CloseFindings findings) {
        this.returns = returns;
        this.rounds = rounds;
        this.runs = runs;
        this.findings = findings;
    }

    @Override
    public String taskKey() {
        return CloseProcess.CORRECT;
    }

    @Override
    public String title(GuardedTask task) {
        return "Correct and recalculate " + task.subject().id();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        List<Fact> facts = new ArrayList<>();
        RunId run = rounds.current(task.processInstanceId()).run();
        runs.checks(run).stream()
                .filter(check -> !check.ok())
                .forEach(check -> facts.add(
                        new Fact("Failed: " + check.name(), check.left() + " against " + check.right())));
        findings.blocking(CloseProcess.period(task.subject()), Optional.of(run))
                .forEach(finding -> facts.add(new Fact(finding.title(), finding.sentence())));
        returns.of(task.processInstanceId(), CloseProcess.period(task.subject())).stream()
                .filter(objection -> objection.round() == task.round())
                .forEach(objection -> facts.add(
                        new Fact(objection.step() + ", " + objection.by(), objection.reason())));
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/close/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        return Optional.empty();
    }
}
