package io.attain.workflow.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.Role;
import io.attain.identity.UserId;
import io.attain.shared.Refused;

/** The user tasks as they appeared, and what was decided on them: append-only rows of our own. */
@Component
public class HumanTasks {

    private static final String SELECT = """
            select task_id, process_instance_id, process_key, task_key, subject_type, subject_id, round, part, roles,
                   excludes, created_at
              from workflow.human_task
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    HumanTasks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a person decided on a task.
     *
     * @param actedFor who was away and whom the decider stood in for
     * @param outcome  the value of the form's decision field
     */
    public record Decision(String taskId, String taskKey, int round, String part, UserId decidedBy,
            Optional<UserId> actedFor, String outcome, Optional<String> reason, Instant decidedAt) {}

    public Optional<GuardedTask> find(String taskId) {
        return jdbc.sql(SELECT + "where task_id = :id").param("id", taskId).query(HumanTasks::task).optional();
    }

    public List<GuardedTask> all(Collection<String> taskIds) {
        if (taskIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + "where task_id in (:ids) order by seq")
                .param("ids", taskIds)
                .query(HumanTasks::task)
                .list();
    }

    /**
     * Ids of the tasks that wait for one of the roles, the most urgent first.
     *
     * @param narrowed per kind of subject, which of them count; kinds that are not named count whole
     */
    public List<String> candidates(Set<Role> roles, Map<String, Set<String>> narrowed) {
        return jdbc.sql("""
                select h.task_id from engine.act_ru_task e join workflow.human_task h on h.task_id = e.id_
                 where string_to_array(h.roles, ',') && :roles::text[]
                   and (h.subject_type <> all (:types::text[])
                        or h.subject_type || '/' || h.subject_id = any (:subjects::text[]))
                 order by e.due_date_ nulls last, e.create_time_, e.id_
                """)
                .param("roles", roles.stream().map(Role::key).toArray(String[]::new))
                .param("types", narrowed.keySet().toArray(String[]::new))
                .param("subjects", narrowed.entrySet().stream()
                        .flatMap(kind -> kind.getValue().stream().map(id -> kind.getKey() + "/" + id))
                        .toArray(String[]::new))
                .query(String.class).list();
    }

    /** The tasks about the subject that wait for somebody, the latest first. */
    public List<GuardedTask> waiting(CaseRef subject, String keyPrefix) {
        return jdbc.sql(SELECT + """
                where subject_type = :type and subject_id = :id and starts_with(task_key, :key)
                  and not exists (select from workflow.decision d where d.task_id = human_task.task_id)
                order by seq desc
                """)
                .param("type", subject.type()).param("id", subject.id()).param("key", keyPrefix)
                .query(HumanTasks::task).list();
    }

    /** The tasks of that key in the process instance that still wait, in the order in which they appeared. */
    public List<GuardedTask> waitingIn(String processInstanceId, String taskKey) {
        return jdbc.sql(SELECT + """
                where process_instance_id = :instance and task_key = :key
                  and exists (select from engine.act_ru_task e where e.id_ = human_task.task_id)
                order by seq
                """)
                .param("instance", processInstanceId).param("key", taskKey)
                .query(HumanTasks::task).list();
    }

    /**
     * Notes a decision; the transaction that completes the task must be the same.
     *
     * @throws Refused when the task was decided already
     */
    public void decide(String taskId, UserId decidedBy, Optional<UserId> actedFor, String outcome,
            Optional<String> reason, String formJson) {
        try {
            jdbc.sql("""
                    insert into workflow.decision (task_id, decided_by, acted_for, outcome, reason, form, decided_at)
                    values (:task, :by, :for, :outcome, :reason, cast(:form as jsonb), :at)
                    """)
                    .param("task", taskId)
                    .param("by", decidedBy.value())
                    .param("for", actedFor.map(UserId::value).orElse(null))
                    .param("outcome", outcome)
                    .param("reason", reason.orElse(null))
                    .param("form", formJson)
                    .param("at", now())
                    .update();
        } catch (DuplicateKeyException alreadyDecided) {
            throw new Refused("task-done", "This task is already done.");
        }
    }

    /** What was decided on the task, if it was. */
    public Optional<Decision> decisionOn(String taskId) {
        return decisions("where t.task_id = :id", taskId).stream().findFirst();
    }

    /** Everything decided in the process instance, the earliest first. */
    public List<Decision> decisionsIn(String processInstanceId) {
        return decisions("where t.process_instance_id = :id order by d.decided_at, t.seq", processInstanceId);
    }

    /** How often the task appeared in the process instance so far. */
    public int appearances(String processInstanceId, String taskKey) {
        return jdbc.sql("""
                select count(*) from workflow.human_task
                 where process_instance_id = :instance and task_key = :key
                """).param("instance", processInstanceId).param("key", taskKey).query(Integer.class).single();
    }

    Optional<Decision> decisionOfActivity(String activityInstanceId) {
        return decisions("where t.activity_instance_id = :id", activityInstanceId).stream().findFirst();
    }

    /** The decision on the latest task of that key, empty when that latest task is not decided. */
    Optional<Decision> latestDecision(String processInstanceId, String taskKey) {
        return jdbc.sql("""
                select task_id from workflow.human_task
                 where process_instance_id = :instance and task_key = :key
                 order by seq desc limit 1
                """)
                .param("instance", processInstanceId)
                .param("key", taskKey)
                .query(String.class)
                .optional()
                .flatMap(this::decisionOn);
    }

    void appeared(GuardedTask task, String activityInstanceId) {
        jdbc.sql("""
                insert into workflow.human_task (task_id, process_instance_id, activity_instance_id, process_key,
                       task_key, subject_type, subject_id, round, part, roles, excludes, created_at)
                values (:task, :instance, :activity, :process, :key, :type, :subject, :round, :part, :roles, :excludes,
                       :at)
                """)
                .param("task", task.taskId())
                .param("instance", task.processInstanceId())
                .param("activity", activityInstanceId)
                .param("process", task.processKey())
                .param("key", task.taskKey())
                .param("type", task.subject().type())
                .param("subject", task.subject().id())
                .param("round", task.round())
                .param("part", task.part())
                .param("roles", task.roles().stream().map(Role::key).sorted().collect(Collectors.joining(",")))
                .param("excludes", task.excludes().stream().map(Relation::key).sorted()
                        .collect(Collectors.joining(",")))
                .param("at", now())
                .update();
    }

    private List<Decision> decisions(String where, String id) {
        return jdbc.sql("""
                select t.task_id, t.task_key, t.round, t.part, d.decided_by, d.acted_for, d.outcome, d.reason, d.decided_at
                  from workflow.human_task t join workflow.decision d on d.task_id = t.task_id
                """ + where)
                .param("id", id)
                .query((row, number) -> new Decision(row.getString("task_id"), row.getString("task_key"),
                        row.getInt("round"), row.getString("part"), new UserId(row.getString("decided_by")),
                        Optional.ofNullable(row.getString("acted_for")).map(UserId::new),
                        row.getString("outcome"), Optional.ofNullable(row.getString("reason")),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static GuardedTask task(ResultSet row, int number) throws SQLException {
        return new GuardedTask(row.getString("task_id"), row.getString("process_instance_id"),
                row.getString("process_key"), row.getString("task_key"),
                new CaseRef(row.getString("subject_type"), row.getString("subject_id")), row.getInt("round"),
                row.getString("part"), GuardListeners.roles(row.getString("roles")),
                relations(row.getString("excludes")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static Set<Relation> relations(String words) {
        return Arrays.stream(words.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Relation::fromKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
