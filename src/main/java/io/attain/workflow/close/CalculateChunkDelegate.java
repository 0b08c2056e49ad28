package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.calculation.Runs;

/** Calculates one chunk of the participants; the engine hands chunks to whichever node is free. */
@Component
class CalculateChunkDelegate implements JavaDelegate {

    private final Runs runs;
    private final CloseRounds rounds;

    CalculateChunkDelegate(Runs runs, CloseRounds rounds) {
        this.runs = runs;
        this.rounds = rounds;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int chunk = (Integer) execution.getVariable("loopCounter");
        runs.calculateChunk(rounds.current(execution.getProcessInstanceId()).run(), chunk);
    }
}
