package io.attain.workflow.engine;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import io.attain.audit.CaseRef;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;

/**
 * What the guards ask the domain about a kind of subject. Answers come from the domain's own rows, never from process
 * variables, which whoever completes a task could have written.
 */
public interface SubjectFacts {

    /** The kind of subject, as in {@link CaseRef#type()}. */
    String subjectType();

    /** Who stands in that relation to the subject. */
    Set<UserId> people(CaseRef subject, Relation relation);

    /** Whether the task is this person's business, given that he holds its role. */
    boolean inScope(User user, GuardedTask task);

    /**
     * The open subjects that can be the business of one of these people, as ids: a superset is enough. Empty where each
     * has to be looked at; with thousands of them, that is slow.
     */
    default Optional<Set<String>> narrowed(Set<UserId> people, Set<Role> roles) {
        return Optional.empty();
    }

    /**
     * The same answers about the subjects of these tasks, from what is read of all of them together. Good for one look at
     * the tasks, not to be kept.
     */
    default SubjectFacts over(Collection<GuardedTask> tasks) {
        return this;
    }

    /** Whether a substitute has a stake of his own in the task, beyond what it excludes everybody for. */
    default boolean hasStake(User substitute, GuardedTask task) {
        return false;
    }

    /** Which time the subject comes to that step, counted from 1. */
    default int round(CaseRef subject, String processInstanceId, String taskKey) {
        return 1;
    }
}
