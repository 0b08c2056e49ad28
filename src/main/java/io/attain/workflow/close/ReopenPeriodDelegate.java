package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodId;

/** The close is cancelled or given up. */
@Component
class ReopenPeriodDelegate implements JavaDelegate {

    private final Reopening reopening;

    ReopenPeriodDelegate(Reopening reopening) {
        this.reopening = reopening;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reopening.reopen(new PeriodId(execution.getProcessBusinessKey()), "The close was cancelled.");
    }
}
