package io.attain.workflow.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;

/** Signs the person of our own sign-in on to the engine's web applications. Created by name, by their filter. */
public final class SignedInUserProvider extends ContainerBasedAuthenticationProvider {

    private final CurrentUser currentUser = new CurrentUser();

    @Override
    public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
        Optional<User> user = currentUser.find().filter(found -> found.has(Role.ADMIN));
        if (user.isEmpty()) {
            return AuthenticationResult.unsuccessful();
        }
        List<String> groups = new ArrayList<>(user.get().roles().stream().map(Role::key).toList());
        groups.add(EngineGroups.WEBAPP_ADMINISTRATORS);
        AuthenticationResult result = AuthenticationResult.successful(user.get().id().value());
        result.setGroups(groups);
        return result;
    }
}
