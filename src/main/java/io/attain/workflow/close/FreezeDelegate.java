package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.calculation.Run;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;

/** Closes the period to changes, freezes what is to be calculated, and begins a round with it. */
@Component
class FreezeDelegate implements JavaDelegate {

    private final Periods periods;
    private final Runs runs;
    private final CloseRounds rounds;

    FreezeDelegate(Periods periods, Runs runs, CloseRounds rounds) {
        this.periods = periods;
        this.runs = runs;
        this.rounds = rounds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PeriodId period = new PeriodId(execution.getProcessBusinessKey());
        periods.transition(period, PeriodState.CLOSING);
        Run run = runs.freeze(period, RunKind.CLOSE);
        int chunks = runs.chunkCount(run.id());
        rounds.begin(execution.getProcessInstanceId(), period, run.id(), chunks);
        execution.setVariable("chunkCount", chunks);
    }
}
