package io.attain.workflow.close;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutState;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.readiness.CloseFindings;
import io.attain.statement.Statements;

/**
 * Accepts the run, posts and publishes it, and locks the period. A token can be moved past a task by an operator; the
 * approvals on record cannot, so they are looked at once more.
 */
@Component
class LockPeriodDelegate implements JavaDelegate {

    private final Periods periods;
    private final Runs runs;
    private final Statements statements;
    private final PayoutBatches payouts;
    private final CloseRounds rounds;
    private final TeamApprovals teams;
    private final CloseFindings findings;
    private final Clock clock;
    private final Duration releaseAfter;

    LockPeriodDelegate(Periods periods, Runs runs, Statements statements, PayoutBatches payouts, CloseRounds rounds,
            TeamApprovals teams, CloseFindings findings, Clock clock,
            @Value("${attain.close.release-after:PT0S}") Duration releaseAfter) {
        this.periods = periods;
        this.runs = runs;
        this.statements = statements;
        this.payouts = payouts;
        this.rounds = rounds;
        this.teams = teams;
        this.findings = findings;
        this.clock = clock;
        this.releaseAfter = releaseAfter;
    }

    @Override
    public void execute(DelegateExecution execution) {
        PeriodId period = new PeriodId(execution.getProcessBusinessKey());
        periods.oneAtATime();
        RunId run = rounds.current(execution.getProcessInstanceId()).run();
        if (!teams.complete(execution.getProcessInstanceId(), period)) {
            throw new IllegalStateException("not every team of " + period + " has approved run " + run);
        }
        if (payouts.live(period).filter(batch -> batch.run().equals(run) && batch.state() == PayoutState.SIGNED)
                .isEmpty()) {
            throw new IllegalStateException("the payout of " + period + " for run " + run + " is not signed");
        }
        runs.accept(run, findings.waivedParticipants(period, run));
        statements.publish(run);
        periods.transition(period, PeriodState.LOCKED);
        execution.setVariable("releaseAt", Date.from(clock.instant().plus(releaseAfter)));
    }
}
