package io.attain.workflow.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.User;
import io.attain.shared.Refused;

/** Who may decide a task: role, scope and four eyes, all from the task's own row and the domain. */
@Component
public class TaskGuard {

    private final Map<String, SubjectFacts> facts;

    TaskGuard(List<SubjectFacts> facts) {
        this.facts = facts.stream().collect(Collectors.toUnmodifiableMap(SubjectFacts::subjectType,
                Function.identity()));
    }

    public Standing standing(User user, GuardedTask task) {
        SubjectFacts domain = factsOf(task.subject().type());
        if (task.roles().stream().noneMatch(user::has) || !domain.inScope(user, task)) {
            return Standing.NONE;
        }
        Optional<String> withheld = task.excludes().stream()
                .sorted()
                .filter(relation -> domain.people(task.subject(), relation).contains(user.id()))
                .map(Relation::sentence)
                .findFirst();
        return withheld.isEmpty() ? Standing.MAY : new Standing(true, withheld);
    }

    /**
     * @throws AccessDeniedException when the task is not this person's business
     * @throws Refused               when four eyes keep him from it
     */
    public void check(User user, GuardedTask task) {
        Standing standing = standing(user, task);
        if (!standing.concerned()) {
            throw new AccessDeniedException("task " + task.taskId() + " is not for " + user.userName());
        }
        standing.withheld().ifPresent(sentence -> {
            throw new Refused("four-eyes", sentence);
        });
    }

    SubjectFacts factsOf(String subjectType) {
        SubjectFacts found = facts.get(subjectType);
        if (found == null) {
            throw new IllegalStateException("nobody answers for subjects of type " + subjectType);
        }
        return found;
    }
}
