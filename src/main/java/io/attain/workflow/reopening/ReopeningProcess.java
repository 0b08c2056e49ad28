package io.attain.workflow.reopening;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodId;
import io.attain.reopening.ReopeningId;
import io.attain.reopening.ReopeningWorkflow;
import io.attain.workflow.close.LockedClose;
import io.attain.workflow.engine.EngineAuthority;

/** Asks for the second name, and tells the close that waits to pay. */
@Component
class ReopeningProcess implements ReopeningWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;
    private final LockedClose close;

    ReopeningProcess(RuntimeService runtime, EngineAuthority authority, LockedClose close) {
        this.runtime = runtime;
        this.authority = authority;
        this.close = close;
    }

    @Override
    public void asked(ReopeningId id) {
        authority.unchecked(() -> runtime.startProcessInstanceByKey(PeriodReopening.PROCESS, id.toString()));
    }

    @Override
    public void cameToNothing(PeriodId period) {
        close.goOn(period);
    }

    @Override
    public void undone(PeriodId period) {
        close.end(period);
    }
}
