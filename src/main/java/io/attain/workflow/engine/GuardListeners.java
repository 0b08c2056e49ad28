package io.attain.workflow.engine;

import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.shared.Refused;

/** What happens at the guarded points of every process; installed by {@link GuardInstaller}, so no model can leave it out. */
@Component
class GuardListeners {

    private final TaskGuard guard;
    private final HumanTasks tasks;
    private final Cases cases;
    private final TakenFlows flows;
    private final CurrentUser currentUser;
    private final Clock clock;

    GuardListeners(TaskGuard guard, HumanTasks tasks, Cases cases, TakenFlows flows, CurrentUser currentUser,
            Clock clock) {
        this.guard = guard;
        this.tasks = tasks;
        this.cases = cases;
        this.flows = flows;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** What a model declares on a user task. */
    record Declaration(Set<Role> roles, Set<Relation> excludes, String subjectType, boolean perPart) {}

    void processStarted(DelegateExecution execution, String processKey, String subjectType, Set<Role> starters) {
        Optional<User> user = currentUser.find();
        boolean called = execution.getSuperExecution() != null;
        if (!called && !starters.isEmpty() && starters.stream().noneMatch(role -> user.filter(u -> u.has(role))
                .isPresent())) {
            throw new AccessDeniedException("only " + starters + " may start " + processKey);
        }
        String key = execution.getProcessBusinessKey();
        if (key == null || key.isBlank()) {
            throw new AccessDeniedException(processKey + " is never started without its subject");
        }
        cases.concerns(execution.getProcessInstanceId(), processKey, new CaseRef(subjectType, key),
                user.map(User::id));
    }

    void processEnded(DelegateExecution execution) {
        cases.closed(execution.getProcessInstanceId());
    }

    void flowTaken(DelegateExecution execution) {
        flows.taken(execution.getProcessInstanceId(), execution.getCurrentTransitionId());
    }

    void taskAppeared(DelegateTask task, Declaration declared, String processKey) {
        DelegateExecution execution = task.getExecution();
        CaseRef subject = subject(execution, declared.subjectType());
        String part = declared.perPart() ? String.valueOf(task.getVariable("part")) : "";
        int round = guard.factsOf(subject.type()).round(subject, task.getProcessInstanceId(),
                task.getTaskDefinitionKey());
        tasks.appeared(new GuardedTask(task.getId(), task.getProcessInstanceId(), processKey,
                task.getTaskDefinitionKey(), subject, round, part, declared.roles(), declared.excludes(),
                clock.instant()), execution.getActivityInstanceId());
    }

    void taskAssigned(DelegateTask task) {
        User user = person(task);
        guard.check(user, known(task));
        String assignee = task.getAssignee();
        if (assignee != null && !assignee.equals(user.id().value())) {
            throw new AccessDeniedException("a task is claimed, never handed to somebody else");
        }
    }

    /** Owner, due date and delegation are for those who may decide the task, too. */
    void taskTouched(DelegateTask task) {
        guard.check(person(task), known(task));
    }

    void taskCompleting(DelegateTask task) {
        User user = person(task);
        guard.check(user, known(task));
        String assignee = task.getAssignee();
        if (assignee != null && !assignee.equals(user.id().value())) {
            throw new AccessDeniedException("the task was claimed by somebody else");
        }
        UserId decidedBy = tasks.decisionOn(task.getId())
                .orElseThrow(() -> new Refused("not-decided",
                        "A task is completed from the inbox, where the decision is put on record."))
                .decidedBy();
        if (!decidedBy.equals(user.id())) {
            throw new AccessDeniedException("the decision on record is another person's");
        }
    }

    /** Signals and modifications pass a user task without completing it: neither gets through without a decision. */
    void userTaskLeft(DelegateExecution execution) {
        if (!execution.isCanceled() && tasks.decisionOfActivity(execution.getActivityInstanceId()).isEmpty()) {
            throw new AccessDeniedException("no decision is on record for " + execution.getCurrentActivityId());
        }
    }

    private CaseRef subject(DelegateExecution execution, String subjectType) {
        Optional<CaseRef> own = cases.subjectOf(execution.getProcessInstanceId(), subjectType);
        DelegateExecution caller = execution.getProcessInstance().getSuperExecution();
        return own.or(() -> caller == null
                ? Optional.empty()
                : cases.subjectOf(caller.getProcessInstanceId(), subjectType))
                .orElseThrow(() -> new IllegalStateException("process instance " + execution.getProcessInstanceId()
                        + " is about no " + subjectType));
    }

    private User person(DelegateTask task) {
        return currentUser.find().orElseThrow(
                () -> new AccessDeniedException("task " + task.getId() + " needs a signed-in person"));
    }

    private GuardedTask known(DelegateTask task) {
        return tasks.find(task.getId()).orElseThrow(
                () -> new AccessDeniedException("task " + task.getId() + " did not appear through its process"));
    }

    static Set<Role> roles(String words) {
        return Arrays.stream(words.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> Role.fromKey(word)
                        .orElseThrow(() -> new IllegalArgumentException("no role is called " + word)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
