package io.attain.workflow.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.Duty;
import io.attain.identity.Substitution;
import io.attain.identity.Substitutions;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.shared.Refused;

/**
 * Who may decide a task: role, scope and four eyes, all from the task's own row and the domain. A substitute may what
 * the absent one may, if he holds the role himself and four eyes exclude neither.
 */
@Component
public class TaskGuard {

    private final Map<String, SubjectFacts> facts;

    private final Users users;
    private final Substitutions substitutions;

    @Autowired
    TaskGuard(List<SubjectFacts> facts, Users users, Substitutions substitutions) {
        this.facts = facts.stream().collect(Collectors.toUnmodifiableMap(SubjectFacts::subjectType,
                Function.identity()));
        this.users = users;
        this.substitutions = substitutions;
    }

    private TaskGuard(Map<String, SubjectFacts> facts, Users users, Substitutions substitutions) {
        this.facts = facts;
        this.users = users;
        this.substitutions = substitutions;
    }

    /** The same guard for one look at many tasks: what it asks of their subjects is read together. */
    public TaskGuard over(Collection<GuardedTask> tasks) {
        Map<String, List<GuardedTask>> byType = tasks.stream()
                .collect(Collectors.groupingBy(task -> task.subject().type()));
        Map<String, SubjectFacts> read = new HashMap<>(facts);
        byType.forEach((type, those) -> read.computeIfPresent(type, (same, domain) -> domain.over(those)));
        return new TaskGuard(Map.copyOf(read), users, substitutions);
    }

    /** How the person stands to the task today, for himself or in somebody's place. */
    public Standing standing(User user, GuardedTask task) {
        return standing(user, task, substitutions.standingIn(user.id()));
    }

    /**
     * @param standsIn for whom the person stands in today; asked for once where there are many tasks
     */
    public Standing standing(User user, GuardedTask task, Collection<Substitution> standsIn) {
        Standing own = own(user, task);
        if (own.concerned() || standsIn.isEmpty() || task.roles().stream().noneMatch(user::has)) {
            return own;
        }
        Optional<Duty> duty = Duty.about(task.subject().type());
        return standsIn.stream()
                .filter(one -> duty.filter(one.duty()::equals).isPresent())
                .flatMap(one -> users.find(one.absent()).stream())
                .filter(absent -> own(absent, task).mayDecide())
                .findFirst()
                .map(absent -> new Standing(true, withheldFromSubstitute(user, task), Optional.of(absent.id())))
                .orElse(own);
    }

    public Collection<Substitution> standsIn(User user) {
        return substitutions.standingIn(user.id());
    }

    /** Per kind of subject, which of them can be the business of the person or of those he stands in for. */
    public Map<String, Set<String>> narrowed(User user, Collection<Substitution> standsIn) {
        Set<UserId> people = Stream.concat(Stream.of(user.id()), standsIn.stream().map(Substitution::absent))
                .collect(Collectors.toUnmodifiableSet());
        Map<String, Set<String>> narrowed = new HashMap<>();
        facts.forEach((type, domain) -> domain.narrowed(people, user.roles())
                .ifPresent(subjects -> narrowed.put(type, subjects)));
        return narrowed;
    }

    private Optional<String> withheldFromSubstitute(User user, GuardedTask task) {
        return withheld(user, task).or(() -> factsOf(task.subject().type()).hasStake(user, task)
                ? Optional.of("You stand in here, but it concerns your own pay: somebody else decides.")
                : Optional.empty());
    }

    /** What is the person's own business, whoever he stands in for: a substitute passes nothing on. */
    private Standing own(User user, GuardedTask task) {
        SubjectFacts domain = factsOf(task.subject().type());
        if (task.roles().stream().noneMatch(user::has) || !domain.inScope(user, task)) {
            return Standing.NONE;
        }
        Optional<String> withheld = withheld(user, task);
        return withheld.isEmpty() ? Standing.MAY : new Standing(true, withheld, Optional.empty());
    }

    private Optional<String> withheld(User user, GuardedTask task) {
        SubjectFacts domain = factsOf(task.subject().type());
        return task.excludes().stream()
                .sorted()
                .filter(relation -> domain.people(task.subject(), relation).contains(user.id()))
                .map(Relation::sentence)
                .findFirst();
    }

    /**
     * @throws AccessDeniedException when the task is not this person's business
     * @throws Refused               when four eyes keep him from it
     */
    public Standing check(User user, GuardedTask task) {
        Standing standing = standing(user, task);
        if (!standing.concerned()) {
            throw new AccessDeniedException("task " + task.taskId() + " is not for " + user.userName());
        }
        standing.withheld().ifPresent(sentence -> {
            throw new Refused("four-eyes", sentence);
        });
        return standing;
    }

    SubjectFacts factsOf(String subjectType) {
        SubjectFacts found = facts.get(subjectType);
        if (found == null) {
            throw new IllegalStateException("nobody answers for subjects of type " + subjectType);
        }
        return found;
    }
}
