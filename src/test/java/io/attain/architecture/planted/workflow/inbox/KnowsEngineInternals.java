package io.attain.architecture.planted.workflow.inbox;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.context.Context;

public class KnowsEngineInternals implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        Context.getCommandContext();
    }
}
