package io.attain.workflow.engine;

import java.util.function.Supplier;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Engine commands whose permission our façades have already decided: the engine's own authorization, which knows roles
 * but not scopes, is left out for them. Everybody else's commands are checked by both.
 */
@Component
public class EngineAuthority {

    private final ProcessEngine engine;

    EngineAuthority(ProcessEngine engine) {
        this.engine = engine;
    }

    /** Works without the engine's authorization checks, in the transaction at hand. */
    public <T> T unchecked(Supplier<T> work) {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine
                .getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(work::get));
    }

    /** Works without the engine's authorization checks, in the transaction at hand. */
    public void unchecked(Runnable work) {
        unchecked(() -> {
            work.run();
            return true;
        });
    }
}
