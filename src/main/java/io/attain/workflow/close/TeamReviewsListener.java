package io.attain.workflow.close;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodId;

/** Entering the gateway after the reviews, counts the approvals on record. */
@Component
class TeamReviewsListener implements ExecutionListener {

    private final TeamApprovals approvals;

    TeamReviewsListener(TeamApprovals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void notify(DelegateExecution execution) {
        execution.setVariable("teamsApproved", approvals.complete(execution.getProcessInstanceId(),
                new PeriodId(execution.getProcessBusinessKey())));
    }
}
