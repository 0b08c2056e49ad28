package io.attain.workflow.close;

import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.calculation.Run;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.readiness.CloseFindings;

/**
 * Looks for what is in the way of the close, and when nothing is, in the same breath closes the period to changes,
 * freezes what is to be calculated and begins a round with it.
 */
@Component
class FreezeDelegate implements JavaDelegate {

    private final Periods periods;
    private final Runs runs;
    private final CloseRounds rounds;
    private final CloseFindings findings;

    FreezeDelegate(Periods periods, Runs runs, CloseRounds rounds, CloseFindings findings) {
        this.periods = periods;
        this.runs = runs;
        this.rounds = rounds;
        this.findings = findings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PeriodId period = new PeriodId(execution.getProcessBusinessKey());
        periods.oneAtATime();
        // Held, so that nothing slips in between the look and the freeze.
        periods.hold(period);
        boolean ready = findings.blocking(period, Optional.empty()).isEmpty();
        execution.setVariable("ready", ready);
        if (!ready) {
            return;
        }
        periods.transition(period, PeriodState.CLOSING);
        Run run = runs.freeze(period, RunKind.CLOSE);
        int chunks = runs.chunkCount(run.id());
        rounds.begin(execution.getProcessInstanceId(), period, run.id(), chunks);
        execution.setVariable("chunkCount", chunks);
    }
}
