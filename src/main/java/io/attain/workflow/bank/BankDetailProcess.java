package io.attain.workflow.bank;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.bank.BankDetailId;
import io.attain.bank.BankDetailWorkflow;
import io.attain.workflow.engine.EngineAuthority;

/** Asks for the second name as soon as a change of bank details is asked for. */
@Component
class BankDetailProcess implements BankDetailWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;

    BankDetailProcess(RuntimeService runtime, EngineAuthority authority) {
        this.runtime = runtime;
        this.authority = authority;
    }

    @Override
    public void proposed(BankDetailId id) {
        authority.unchecked(() -> runtime.startProcessInstanceByKey(BankDetailApproval.PROCESS, id.toString()));
    }
}
