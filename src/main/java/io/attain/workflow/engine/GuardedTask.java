package io.attain.workflow.engine;

import java.time.Instant;
import java.util.Set;

import io.attain.audit.CaseRef;
import io.attain.identity.Role;

/**
 * What a user task asks of whom, as noted when it appeared.
 *
 * @param round    which time the subject comes to this step
 * @param part     which part of the subject this task is about, for instance one team; blank for the whole
 * @param roles    the roles that may do it
 * @param excludes relations to the subject that keep a person from doing it
 */
public record GuardedTask(String taskId, String processInstanceId, String processKey, String taskKey, CaseRef subject,
        int round, String part, Set<Role> roles, Set<Relation> excludes, Instant createdAt) {

    public GuardedTask {
        roles = Set.copyOf(roles);
        excludes = Set.copyOf(excludes);
    }
}
