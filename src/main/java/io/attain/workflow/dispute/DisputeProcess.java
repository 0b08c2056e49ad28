package io.attain.workflow.dispute;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.dispute.DisputeId;
import io.attain.dispute.DisputeWorkflow;
import io.attain.dispute.Disputes;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.EngineAuthority;

/** Starts the process of a dispute when it is filed, and ends it when its claimant takes it back. */
@Component
class DisputeProcess implements DisputeWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;
    private final Cases cases;
    private final Disputes disputes;

    DisputeProcess(RuntimeService runtime, EngineAuthority authority, Cases cases, Disputes disputes) {
        this.runtime = runtime;
        this.authority = authority;
        this.cases = cases;
        this.disputes = disputes;
    }

    @Override
    public void opened(DisputeId id) {
        authority.unchecked(() -> runtime.startProcessInstanceByKey(CreditDispute.PROCESS, id.toString()));
    }

    @Override
    public void withdrawn(DisputeId id) {
        correlate(id, CreditDispute.CLAIM_WITHDRAWN);
    }

    @Override
    public void settled(DisputeId id) {
        correlate(id, CreditDispute.CLAIM_SETTLED);
    }

    @Override
    public void appealed(DisputeId id) {
        correlate(id, CreditDispute.DECISION_APPEALED);
    }

    @Override
    public void reopened(DisputeId id) {
        correlate(id, CreditDispute.CLAIM_REOPENED);
    }

    private void correlate(DisputeId id, String message) {
        cases.open(disputes.get(id).caseRef(), CreditDispute.PROCESS)
                .ifPresent(open -> authority.unchecked(() -> runtime.createMessageCorrelation(message)
                        .processInstanceId(open.processInstanceId())
                        .correlate()));
    }
}
