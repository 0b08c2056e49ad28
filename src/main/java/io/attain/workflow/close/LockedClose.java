package io.attain.workflow.close;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodId;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.EngineAuthority;

/** A close whose period is locked and that waits to pay: what a reopening does to it, in the reopening's transaction. */
@Component
public class LockedClose {

    private final RuntimeService runtime;
    private final EngineAuthority authority;
    private final Cases cases;

    LockedClose(RuntimeService runtime, EngineAuthority authority, Cases cases) {
        this.runtime = runtime;
        this.authority = authority;
        this.cases = cases;
    }

    /** The reopening came to nothing: the payout is released if it waited for that. */
    public void goOn(PeriodId period) {
        tell(period, CloseProcess.REOPENING_DECIDED);
    }

    /** The period is open again: nothing is left to pay. */
    public void end(PeriodId period) {
        tell(period, CloseProcess.PERIOD_REOPENED);
    }

    /** A close that does not wait for the message, or that an operator has ended, needs none. */
    private void tell(PeriodId period, String message) {
        cases.open(CloseProcess.subject(period), CloseProcess.PROCESS)
                .ifPresent(open -> authority.unchecked(() -> runtime.createMessageCorrelation(message)
                        .processInstanceId(open.processInstanceId())
                        .correlateAllWithResult()));
    }
}
