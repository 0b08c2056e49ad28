package io.attain.workflow.reopening;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.reopening.ReopeningId;
import io.attain.reopening.Reopenings;

/** Undoes the lock. The approval is looked up again by the domain; doing it twice is not possible. */
@Component
class UndoLockDelegate implements JavaDelegate {

    private final Reopenings reopenings;

    UndoLockDelegate(Reopenings reopenings) {
        this.reopenings = reopenings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable("reopened",
                reopenings.carryOut(new ReopeningId(Long.parseLong(execution.getProcessBusinessKey()))));
    }
}
