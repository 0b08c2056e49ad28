package io.attain.workflow.adjustment;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.ledger.AdjustmentId;
import io.attain.ledger.AdjustmentWorkflow;
import io.attain.workflow.engine.EngineAuthority;

/** Asks for the second name as soon as an adjustment is proposed. */
@Component
class AdjustmentProcess implements AdjustmentWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;

    AdjustmentProcess(RuntimeService runtime, EngineAuthority authority) {
        this.runtime = runtime;
        this.authority = authority;
    }

    @Override
    public void proposed(AdjustmentId id) {
        authority.unchecked(
                () -> runtime.startProcessInstanceByKey(AdjustmentApproval.PROCESS, id.toString()));
    }
}
