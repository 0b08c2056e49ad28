package io.attain.workflow.close;

import java.time.Clock;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import io.attain.calculation.Runs;

/** Calculates one chunk of the participants; the engine hands chunks to whichever node is free. */
@Component
class CalculateChunkDelegate implements JavaDelegate {

    private static final Logger LOG = LoggerFactory.getLogger(CalculateChunkDelegate.class);

    private final Runs runs;
    private final CloseRounds rounds;
    private final Clock clock;

    CalculateChunkDelegate(Runs runs, CloseRounds rounds, Clock clock) {
        this.runs = runs;
        this.rounds = rounds;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int chunk = (Integer) execution.getVariable("loopCounter");
        CloseRounds.Round round = rounds.current(execution.getProcessInstanceId());
        runs.calculateChunk(round.run(), chunk);
        runs.progress(round.run()).ifPresent(run -> LOG.info("Close of {}: {}", execution.getProcessBusinessKey(),
                CloseProgress.of(CloseStep.CALCULATING, round.number(), Optional.of(run), clock.instant()).inWords()));
    }
}
