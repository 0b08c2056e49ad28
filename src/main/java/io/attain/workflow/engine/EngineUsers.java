package io.attain.workflow.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserDirectory;

/**
 * Keeps the engine's users and memberships in step with ours, so that its web applications and its queries by group
 * know everyone who has signed in. Nobody can sign in to the engine by password: it is random and thrown away.
 */
@Component
class EngineUsers implements UserDirectory {

    private final ObjectProvider<ProcessEngine> engine;

    EngineUsers(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    @Override
    public void changed(User user) {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getObject()
                .getProcessEngineConfiguration();
        // Whoever happens to be signed in need not have rights on users in the engine.
        configuration.getCommandExecutorTxRequired().execute(context -> {
            context.runWithoutAuthorization(() -> {
                store(configuration.getIdentityService(), user);
                return true;
            });
            return true;
        });
    }

    private static void store(IdentityService identities, User user) {
        String id = user.id().value();
        org.camunda.bpm.engine.identity.User known = identities.createUserQuery().userId(id).singleResult();
        if (known == null) {
            known = identities.newUser(id);
            known.setPassword(UUID.randomUUID().toString());
        }
        known.setFirstName(user.displayName());
        known.setLastName("");
        identities.saveUser(known);

        Set<String> wanted = user.roles().stream().map(Role::key).collect(Collectors.toCollection(HashSet::new));
        if (user.has(Role.ADMIN)) {
            wanted.add(EngineGroups.WEBAPP_ADMINISTRATORS);
        }
        List<Group> memberships = identities.createGroupQuery().groupMember(id).list();
        Set<String> held = memberships.stream().map(Group::getId).collect(Collectors.toSet());
        held.stream().filter(group -> !wanted.contains(group)).forEach(group -> identities.deleteMembership(id, group));
        wanted.stream().filter(group -> !held.contains(group)).forEach(group -> identities.createMembership(id, group));
    }
}
