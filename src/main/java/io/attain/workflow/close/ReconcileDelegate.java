package io.attain.workflow.close;

import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

import io.attain.calculation.Check;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.readiness.CloseFindings;

/**
 * Checks the run against its inputs and names the managers who review it. A failed check or a finding
 * that blocks, such as a participant that could not be computed, sends the close to corrections.
 */
@Component
class ReconcileDelegate implements JavaDelegate {

    private final Runs runs;
    private final CloseRounds rounds;
    private final TeamManagers managers;
    private final CloseFindings findings;

    ReconcileDelegate(Runs runs, CloseRounds rounds, TeamManagers managers, CloseFindings findings) {
        this.runs = runs;
        this.rounds = rounds;
        this.managers = managers;
        this.findings = findings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CloseRounds.Round round = rounds.current(execution.getProcessInstanceId());
        RunId run = round.run();
        boolean passed = runs.reconcile(run).stream().allMatch(Check::ok) && findings
                .blocking(new PeriodId(execution.getProcessBusinessKey()), Optional.of(run)).isEmpty();
        execution.setVariable("checksPassed", passed);
        if (passed) {
            runs.finish(run);
            List<ParticipantId> asked = managers.of(run);
            rounds.ask(round, asked);
            // Read by the reviews that follow in this very transaction, and never stored.
            execution.setVariable("teams",
                    Variables.untypedValue(asked.stream().map(ParticipantId::value).toList(), true));
        }
    }
}
