package io.attain.workflow.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.identity.CurrentUser;
import io.attain.identity.Substitution;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.identity.Users;
import io.attain.shared.Refused;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.engine.EngineClock;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.engine.Standing;
import io.attain.workflow.engine.TaskGuard;

/**
 * The tasks of the signed-in person and the one way to complete them: form checked, domain called, decision recorded
 * and process moved on, all in one transaction. What a person may see and decide is asked of the domain, never of
 * process variables.
 */
@Component
public class Inbox {

    private static final int MOST = 200;
    private static final int MOST_COUNTED = 100;
    private static final int PORTION = 100;

    private static final Comparator<Task> MOST_URGENT_FIRST = Comparator
            .comparing(Task::getDueDate, Comparator.nullsLast(Comparator.<Date>naturalOrder()))
            .thenComparing(Task::getCreateTime)
            .thenComparing(Task::getId);

    private final TaskService engineTasks;
    private final FormService forms;
    private final RepositoryService repository;
    private final EngineAuthority authority;
    private final HumanTasks tasks;
    private final TaskGuard guard;
    private final Approvals approvals;
    private final CurrentUser currentUser;
    private final Users users;
    private final ObjectProvider<TaskStep> steps;
    private final Clock clock;
    private final EngineClock engineClock;

    Inbox(TaskService engineTasks, FormService forms, RepositoryService repository, EngineAuthority authority,
            HumanTasks tasks, TaskGuard guard, Approvals approvals, CurrentUser currentUser, Users users,
            ObjectProvider<TaskStep> steps, Clock clock, EngineClock engineClock) {
        this.engineTasks = engineTasks;
        this.forms = forms;
        this.repository = repository;
        this.authority = authority;
        this.tasks = tasks;
        this.guard = guard;
        this.approvals = approvals;
        this.currentUser = currentUser;
        this.users = users;
        this.steps = steps;
        this.clock = clock;
        this.engineClock = engineClock;
    }

    /**
     * What waits for the signed-in person, the most urgent first, at most 200: tasks of his roles within his scope, and
     * those he is kept from by four eyes, marked so. Facts and form are left out; {@link #get} has them.
     */
    @Transactional
    public List<TaskView> tasks() {
        User user = currentUser.get();
        Collection<Substitution> standsIn = guard.standsIn(user);
        List<TaskView> found = new ArrayList<>();
        for (List<String> ids : candidates(user, standsIn)) {
            Map<String, GuardedTask> guarded = guarded(ids);
            TaskGuard together = guard.over(guarded.values());
            for (Task task : engineTasks(ids)) {
                GuardedTask known = guardedTask(guarded, task);
                Standing standing = together.standing(user, known, standsIn);
                if (standing.concerned()) {
                    found.add(view(task, known, standing, user, false));
                    if (found.size() == MOST) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    /** How many tasks the signed-in person may decide now; counted up to 100. */
    @Transactional
    public int count() {
        User user = currentUser.get();
        Collection<Substitution> standsIn = guard.standsIn(user);
        int count = 0;
        for (List<String> ids : candidates(user, standsIn)) {
            List<GuardedTask> portion = tasks.all(ids);
            TaskGuard together = guard.over(portion);
            for (GuardedTask task : portion) {
                if (together.standing(user, task, standsIn).mayDecide() && ++count == MOST_COUNTED) {
                    return count;
                }
            }
        }
        return count;
    }

    /**
     * One task, if the signed-in person may see it.
     *
     * @throws Refused               when it is done or never was
     * @throws AccessDeniedException when it is somebody else's
     */
    @Transactional
    public TaskView get(String taskId) {
        User user = currentUser.get();
        GuardedTask known = known(taskId);
        Standing standing = guard.standing(user, known);
        if (!standing.concerned()) {
            throw new AccessDeniedException("task " + taskId + " is not for " + user.userName());
        }
        return view(engineTask(taskId), known, standing, user, true);
    }

    /** The task about the subject that waits for the signed-in person, of those whose key begins so. */
    @Transactional
    public Optional<String> taskAbout(CaseRef subject, String keyPrefix) {
        User user = currentUser.get();
        return tasks.waiting(subject, keyPrefix).stream()
                .filter(task -> guard.standing(user, task).concerned())
                .map(GuardedTask::taskId)
                .filter(id -> authority.unchecked(() -> engineTasks.createTaskQuery().taskId(id).count()) > 0)
                .findFirst();
    }

    /** Takes the task, so that colleagues see who is at it. */
    @Transactional
    public void claim(String taskId) {
        User user = currentUser.get();
        GuardedTask known = known(taskId);
        guard.check(user, known);
        Task task = engineTask(taskId);
        refuseWhenTaken(task, known, user);
        engine(() -> take(task, user));
    }

    /** Gives a claimed task back. */
    @Transactional
    public void unclaim(String taskId) {
        User user = currentUser.get();
        GuardedTask known = known(taskId);
        guard.check(user, known);
        Task task = engineTask(taskId);
        refuseWhenTaken(task, known, user);
        if (task.getAssignee() != null) {
            engine(() -> engineTasks.claim(taskId, null));
        }
    }

    /**
     * Decides a task with the values of its form.
     *
     * @param values form fields by their keys; an unknown key, a missing required field or an option that is not
     *               offered is refused
     * @throws Refused               when the form is not filled in properly, the task is done, four eyes forbid it, or
     *                               the domain says no, with a sentence for the person
     * @throws AccessDeniedException when it is somebody else's
     */
    @Transactional
    public void complete(String taskId, Map<String, String> values) {
        User user = currentUser.get();
        GuardedTask known = known(taskId);
        Optional<UserId> actedFor = guard.check(user, known).actingFor();
        Task task = engineTask(taskId);
        refuseWhenTaken(task, known, user);
        FormValues accepted = TaskForm.of(schema(taskId)).accept(values);
        record(known, user, actedFor, accepted);
        step(known).decide(known, accepted).ifPresent(approving -> approvals.record(new Approval(known.subject(),
                known.round(), approving.step(), known.part(), approving.submittedBy(), user.id(), actedFor,
                approving.verdict(), accepted.reason(), approving.digest(), clock.instant(),
                Optional.of(known.processInstanceId()), Optional.of(taskId))));
        leave(task, user);
    }

    /**
     * Completes a task whose work was done on a page of its own, for instance a revised plan that was submitted there.
     * Nothing more is called in the domain.
     */
    @Transactional
    public void completeDone(String taskId, String outcome) {
        User user = currentUser.get();
        GuardedTask known = known(taskId);
        Optional<UserId> actedFor = guard.check(user, known).actingFor();
        Task task = engineTask(taskId);
        refuseWhenTaken(task, known, user);
        record(known, user, actedFor, TaskForm.of(schema(taskId)).accept(Map.of("decision", outcome)));
        leave(task, user);
    }

    private void record(GuardedTask task, User user, Optional<UserId> actedFor, FormValues values) {
        try {
            tasks.decide(task.taskId(), user.id(), actedFor, values.decision(), values.reason(),
                    new ObjectMapper().writeValueAsString(new TreeMap<>(values.values())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void leave(Task task, User user) {
        engine(() -> {
            take(task, user);
            engineTasks.complete(task.getId());
        });
    }

    private void take(Task task, User user) {
        if (task.getAssignee() == null) {
            engineTasks.claim(task.getId(), user.id().value());
        } else if (!task.getAssignee().equals(user.id().value())) {
            authority.unchecked(() -> engineTasks.setAssignee(task.getId(), user.id().value()));
        }
    }

    /** Who is at it. Not somebody who took it and may not decide it any more, for it went to another or his role ended. */
    private Optional<UserId> takenBy(Task task, GuardedTask known) {
        return Optional.ofNullable(task.getAssignee()).map(UserId::new)
                .filter(by -> users.find(by).map(person -> guard.standing(person, known).mayDecide()).orElse(true));
    }

    /** In portions, so that nobody reads thousands to show a page. */
    private List<List<String>> candidates(User user, Collection<Substitution> standsIn) {
        List<String> ids = tasks.candidates(user.roles(), guard.narrowed(user, standsIn));
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + PORTION)
                .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + PORTION))).toList();
    }

    private List<Task> engineTasks(List<String> ids) {
        return authority.unchecked(() -> engineTasks.createTaskQuery().taskIdIn(ids.toArray(String[]::new))
                .initializeFormKeys().list())
                .stream().sorted(MOST_URGENT_FIRST).toList();
    }

    private Map<String, GuardedTask> guarded(List<String> ids) {
        return tasks.all(ids).stream().collect(Collectors.toMap(GuardedTask::taskId, Function.identity()));
    }

    private static GuardedTask guardedTask(Map<String, GuardedTask> guarded, Task task) {
        GuardedTask found = guarded.get(task.getId());
        if (found == null) {
            throw new IllegalStateException("task " + task.getId() + " did not appear through its process");
        }
        return found;
    }

    private GuardedTask known(String taskId) {
        return tasks.find(taskId).orElseThrow(Inbox::gone);
    }

    private Task engineTask(String taskId) {
        Task task = authority.unchecked(
                () -> Optional.ofNullable(engineTasks.createTaskQuery().taskId(taskId).initializeFormKeys()
                        .singleResult()))
                .orElseThrow(Inbox::gone);
        return task;
    }

    private static Refused gone() {
        return new Refused("task-done", "This task is already done.");
    }

    private void refuseWhenTaken(Task task, GuardedTask known, User user) {
        if (takenBy(task, known).filter(by -> !by.equals(user.id())).isPresent()) {
            throw new Refused("task-taken", "A colleague has taken this task.");
        }
    }

    private TaskStep step(GuardedTask task) {
        return steps.stream()
                .filter(step -> step.taskKey().equals(task.taskKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody handles " + task.taskKey()));
    }

    private TaskView view(Task task, GuardedTask known, Standing standing, User user, boolean whole) {
        TaskStep step = step(known);
        Optional<UserId> assignee = takenBy(task, known);
        Optional<String> withheld = standing.withheld()
                .or(() -> assignee.filter(by -> !by.equals(user.id())).map(by -> "A colleague has taken this task."));
        String process = authority.unchecked(
                () -> repository.getProcessDefinition(task.getProcessDefinitionId()).getName());
        Optional<Instant> due = Optional.ofNullable(task.getDueDate()).map(Date::toInstant);
        return new TaskView(known.taskId(), known.taskKey(), step.title(known), process, known.processKey(),
                known.subject(), formKey(task), whole ? schema(task.getId()) : "",
                whole ? step.initial(known) : Map.of(), whole ? step.facts(known) : List.of(), step.link(known),
                due, due.filter(engineClock.now()::isAfter).isPresent(), task.getCreateTime().toInstant(),
                assignee, standing.actingFor().map(users::nameOf), withheld);
    }

    private static String formKey(Task task) {
        return task.getCamundaFormRef() == null ? "" : task.getCamundaFormRef().getKey();
    }

    private String schema(String taskId) {
        return authority.unchecked(() -> {
            try (InputStream form = forms.getDeployedTaskForm(taskId)) {
                return new String(form.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    /** Runs engine commands as the person; what a guard or the domain said inside comes out as it was said. */
    private static void engine(Runnable commands) {
        try {
            commands.run();
        } catch (OptimisticLockingException | NullValueException somebodyWasFaster) {
            throw gone();
        } catch (ProcessEngineException wrapped) {
            for (Throwable cause = wrapped; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refused refused) {
                    throw refused;
                }
                if (cause instanceof AccessDeniedException denied) {
                    throw denied;
                }
            }
            throw wrapped;
        }
    }
}
