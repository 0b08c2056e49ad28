package io.attain.workflow.engine;

import java.util.Optional;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;

/**
 * Tells the engine on whose behalf a command runs: the person signed in on this thread. Without it there would be
 * neither authorization nor an operation log. Job threads stay anonymous.
 */
final class IdentityBridge extends CommandInterceptor {

    private final CurrentUser currentUser;
    private final ProcessEngineConfigurationImpl configuration;

    IdentityBridge(CurrentUser currentUser, ProcessEngineConfigurationImpl configuration) {
        this.currentUser = currentUser;
        this.configuration = configuration;
    }

    @Override
    public <T> T execute(Command<T> command) {
        IdentityService identities = configuration.getIdentityService();
        Optional<User> user = currentUser.find();
        if (user.isEmpty() || identities.getCurrentAuthentication() != null) {
            return next.execute(command);
        }
        identities.setAuthentication(user.get().id().value(),
                user.get().roles().stream().map(Role::key).sorted().toList());
        try {
            return next.execute(command);
        } finally {
            identities.clearAuthentication();
        }
    }
}
