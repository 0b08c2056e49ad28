package io.attain.workflow.quota;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.participant.QuotaCorrectionWorkflow;
import io.attain.participant.QuotaProposalId;
import io.attain.workflow.engine.EngineAuthority;

/** Asks for the second name as soon as a file wants quotas of settled periods otherwise: one task for the whole file. */
@Component
class QuotaCorrectionProcess implements QuotaCorrectionWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;

    QuotaCorrectionProcess(RuntimeService runtime, EngineAuthority authority) {
        this.runtime = runtime;
        this.authority = authority;
    }

    @Override
    public void proposed(QuotaProposalId id) {
        authority.unchecked(() -> runtime.startProcessInstanceByKey(QuotaCorrectionModel.PROCESS, id.toString()));
    }
}
