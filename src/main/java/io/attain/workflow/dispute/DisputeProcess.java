package io.attain.workflow.dispute;

import java.util.List;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
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
        List<String> counterparts = disputes.get(id).counterparts().stream()
                .filter(party -> party.user().isPresent())
                .map(party -> party.participant().value())
                .toList();
        authority.unchecked(() -> runtime.startProcessInstanceByKey(CreditDispute.PROCESS, id.toString(),
                Variables.createVariables()
                        .putValueTyped(CreditDispute.COUNTERPARTS, Variables.untypedValue(counterparts, true))));
    }

    @Override
    public void withdrawn(DisputeId id) {
        cases.open(disputes.get(id).caseRef(), CreditDispute.PROCESS)
                .ifPresent(open -> authority.unchecked(
                        () -> runtime.createMessageCorrelation(CreditDispute.CLAIM_WITHDRAWN)
                                .processInstanceId(open.processInstanceId())
                                .correlate()));
    }
}
