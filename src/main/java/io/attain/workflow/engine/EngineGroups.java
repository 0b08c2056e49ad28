package io.attain.workflow.engine;

import java.util.EnumSet;
import java.util.Set;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.identity.Role;

/**
 * One engine group per role, with the rights its people need to start and move processes through our pages. A task is
 * open to its candidates alone; who of them may decide is said by the guard on the task.
 */
@Component
class EngineGroups implements SmartInitializingSingleton {

    /** As long as this group has no member, the web applications offer a page that creates an administrator. */
    static final String WEBAPP_ADMINISTRATORS = "camunda-admin";

    private final IdentityService identities;
    private final AuthorizationService authorizations;
    private final TransactionTemplate transaction;

    EngineGroups(IdentityService identities, AuthorizationService authorizations,
            PlatformTransactionManager transactions) {
        this.identities = identities;
        this.authorizations = authorizations;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            for (Role role : Role.values()) {
                group(role.key(), "Attain");
            }
            group(WEBAPP_ADMINISTRATORS, "SYSTEM");
            for (Role role : EnumSet.of(Role.REP, Role.MANAGER, Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR)) {
                allow(role, Resources.PROCESS_DEFINITION, Permissions.READ, Permissions.READ_HISTORY,
                        Permissions.CREATE_INSTANCE, Permissions.READ_INSTANCE, Permissions.UPDATE_INSTANCE);
                allow(role, Resources.PROCESS_INSTANCE, Permissions.CREATE, Permissions.READ, Permissions.UPDATE);
                allow(role, Resources.DECISION_DEFINITION, Permissions.READ, Permissions.CREATE_INSTANCE);
                allow(role, Resources.DEPLOYMENT, Permissions.READ);
            }
            allow(Role.AUDITOR, Resources.PROCESS_DEFINITION, Permissions.READ, Permissions.READ_HISTORY,
                    Permissions.READ_INSTANCE, Permissions.READ_TASK);
            allow(Role.AUDITOR, Resources.PROCESS_INSTANCE, Permissions.READ);
            allow(Role.AUDITOR, Resources.DECISION_DEFINITION, Permissions.READ, Permissions.READ_HISTORY);
            allow(Role.AUDITOR, Resources.TASK, Permissions.READ);
            allow(Role.AUDITOR, Resources.DEPLOYMENT, Permissions.READ);
        });
    }

    private void group(String id, String type) {
        if (identities.createGroupQuery().groupId(id).count() == 0) {
            Group group = identities.newGroup(id);
            group.setName(id);
            group.setType(type);
            identities.saveGroup(group);
        }
    }

    private void allow(Role role, Resource resource, Permission... permissions) {
        Authorization existing = authorizations.createAuthorizationQuery()
                .groupIdIn(role.key())
                .resourceType(resource)
                .resourceId(Authorization.ANY)
                .singleResult();
        Authorization grant = existing == null
                ? authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT)
                : existing;
        grant.setGroupId(role.key());
        grant.setResource(resource);
        grant.setResourceId(Authorization.ANY);
        grant.setPermissions(Set.of(permissions).toArray(Permission[]::new));
        authorizations.saveAuthorization(grant);
    }
}
