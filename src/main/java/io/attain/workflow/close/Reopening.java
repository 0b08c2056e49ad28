package io.attain.workflow.close;

import org.springframework.stereotype.Component;

import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;

/** Takes back what a close has prepared, none of it posted, and opens the period again. Repeated it changes nothing. */
@Component
class Reopening {

    private final Periods periods;
    private final Runs runs;
    private final PayoutBatches payouts;

    Reopening(Periods periods, Runs runs, PayoutBatches payouts) {
        this.periods = periods;
        this.runs = runs;
        this.payouts = payouts;
    }

    void reopen(PeriodId period, String because) {
        payouts.live(period).ifPresent(batch -> payouts.reject(batch.id(), because));
        runs.current(period)
                .filter(run -> run.state() == RunState.FROZEN || run.state() == RunState.CALCULATED)
                .ifPresent(run -> runs.discard(run.id()));
        periods.transition(period, PeriodState.OPEN);
    }
}
