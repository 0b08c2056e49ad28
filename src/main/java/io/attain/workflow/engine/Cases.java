package io.attain.workflow.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;
import io.attain.shared.Refused;

/** Which process instance is about what; one open process of a kind per subject. */
@Component
public class Cases {

    private final JdbcClient jdbc;
    private final Clock clock;

    Cases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A process instance about a subject.
     *
     * @param openedBy who started it; empty when the engine did
     */
    public record Case(String processInstanceId, String processKey, CaseRef subject, Optional<UserId> openedBy,
            Instant openedAt, Optional<Instant> closedAt) {}

    /** The open process of that kind about the subject. */
    public Optional<Case> open(CaseRef subject, String processKey) {
        return of(subject).stream()
                .filter(found -> found.processKey().equals(processKey) && found.closedAt().isEmpty())
                .findFirst();
    }

    /** Everything ever about the subject, the latest first. */
    public List<Case> of(CaseRef subject) {
        return select("where subject_type = :a and subject_id = :b order by opened_at desc, process_instance_id",
                subject.type(), subject.id());
    }

    /** What the process instance is about, as subject of that type. */
    public Optional<CaseRef> subjectOf(String processInstanceId, String subjectType) {
        return select("where process_instance_id = :a and subject_type = :b order by opened_at desc",
                processInstanceId, subjectType).stream().map(Case::subject).findFirst();
    }

    /**
     * Notes that the process instance is about the subject.
     *
     * @throws Refused when another open process of the kind is
     */
    public void concerns(String processInstanceId, String processKey, CaseRef subject, Optional<UserId> by) {
        try {
            jdbc.sql("""
                    insert into workflow.workflow_case (process_instance_id, subject_type, subject_id, process_key,
                           opened_at, opened_by)
                    values (:instance, :type, :id, :process, :at, :by)
                    """)
                    .param("instance", processInstanceId)
                    .param("type", subject.type())
                    .param("id", subject.id())
                    .param("process", processKey)
                    .param("at", now())
                    .param("by", by.map(UserId::value).orElse(null))
                    .update();
        } catch (DuplicateKeyException open) {
            throw new Refused("case-open", "This is already on its way: one process at a time.");
        }
    }

    void closed(String processInstanceId) {
        jdbc.sql(
                "update workflow.workflow_case set closed_at = :at where process_instance_id = :id and closed_at is null")
                .param("at", now())
                .param("id", processInstanceId)
                .update();
    }

    private List<Case> select(String where, String a, String b) {
        return jdbc.sql("""
                select process_instance_id, process_key, subject_type, subject_id, opened_by, opened_at, closed_at
                  from workflow.workflow_case
                """ + where)
                .param("a", a)
                .param("b", b)
                .query((row, number) -> new Case(row.getString("process_instance_id"), row.getString("process_key"),
                        new CaseRef(row.getString("subject_type"), row.getString("subject_id")),
                        Optional.ofNullable(row.getString("opened_by")).map(UserId::new),
                        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
