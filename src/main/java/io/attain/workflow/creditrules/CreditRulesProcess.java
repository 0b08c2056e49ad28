package io.attain.workflow.creditrules;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

import io.attain.crediting.CreditRulesWorkflow;
import io.attain.workflow.engine.EngineAuthority;

/** Asks for the second person as soon as credit rules are proposed. */
@Component
class CreditRulesProcess implements CreditRulesWorkflow {

    private final RuntimeService runtime;
    private final EngineAuthority authority;

    CreditRulesProcess(RuntimeService runtime, EngineAuthority authority) {
        this.runtime = runtime;
        this.authority = authority;
    }

    @Override
    public void proposed(int number) {
        authority.unchecked(() -> runtime.startProcessInstanceByKey(CreditRulesApproval.PROCESS,
                Integer.toString(number)));
    }
}
