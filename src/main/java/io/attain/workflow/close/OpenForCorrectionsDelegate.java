package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodId;

/** Somebody said no: the run is given up and the period takes corrections again until the next freeze. */
@Component
class OpenForCorrectionsDelegate implements JavaDelegate {

    private final Reopening reopening;

    OpenForCorrectionsDelegate(Reopening reopening) {
        this.reopening = reopening;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reopening.reopen(new PeriodId(execution.getProcessBusinessKey()), "The close went back to corrections.");
    }
}
