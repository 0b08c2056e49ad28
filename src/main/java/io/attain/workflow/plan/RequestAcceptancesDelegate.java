package io.attain.workflow.plan;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.participant.Participants;
import io.attain.plan.Acceptance;
import io.attain.plan.Acceptances;
import io.attain.plan.PlanVersionId;
import io.attain.workflow.engine.Cases;

/** Starts one small process for everyone in the published version; neither pay nor the plan waits for them. */
@Component
class RequestAcceptancesDelegate implements JavaDelegate {

    private final Acceptances acceptances;
    private final Participants participants;
    private final Cases cases;

    RequestAcceptancesDelegate(Acceptances acceptances, Participants participants, Cases cases) {
        this.acceptances = acceptances;
        this.participants = participants;
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RuntimeService runtime = execution.getProcessEngineServices().getRuntimeService();
        PlanVersionId version = PlanVersionId.parse(execution.getProcessBusinessKey());
        acceptances.of(version).stream()
                .filter(Acceptance::isOutstanding)
                .filter(asked -> participants.get(asked.participant()).user().isPresent())
                .map(asked -> PlanLifecycle.acceptance(version, asked.participant()))
                .filter(subject -> cases.of(subject).isEmpty())
                .map(CaseRef::id)
                .forEach(id -> runtime.startProcessInstanceByKey(PlanLifecycle.ACCEPTANCE_PROCESS, id));
    }
}
