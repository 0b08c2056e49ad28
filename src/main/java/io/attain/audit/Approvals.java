package io.attain.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.attain.identity.UserId;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** The record of who approved what. What moves money reads it here, never from a process variable. */
@Component
public class Approvals {

    private static final String SELECT = """
            select case_type, case_id, round, step, part, submitted_by, decided_by, acted_for, verdict, reason,
                   subject_sha256, decided_at, process_instance_id, task_id
              from audit.approval
             where case_type = :type and case_id = :case
            """;

    private final JdbcClient jdbc;
    private final AuditTrail trail;

    Approvals(JdbcClient jdbc, AuditTrail trail) {
        this.jdbc = jdbc;
        this.trail = trail;
    }

    /**
     * Writes a decision down, in the transaction that acts on it, and notes it in the trail.
     *
     * @throws Refused {@code four-eyes} when the submitter decides; {@code decided-before} when the person has decided
     *                 this step of this round already; {@code reason-missing} for a rejection without a reason
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Approval approval) {
        try {
            jdbc.sql("""
                    insert into audit.approval (case_type, case_id, round, step, part, submitted_by, decided_by, acted_for, verdict,
                                                reason, subject_sha256, decided_at, process_instance_id, task_id)
                    values (:type, :case, :round, :step, :part, :submittedBy, :decidedBy, :actedFor, :verdict,
                            :reason, :digest, :at, :process, :task)
                    """)
                    .param("type", approval.subject().type())
                    .param("case", approval.subject().id())
                    .param("round", approval.round())
                    .param("step", approval.step())
                    .param("part", approval.part())
                    .param("submittedBy", approval.submittedBy().value())
                    .param("decidedBy", approval.decidedBy().value())
                    .param("actedFor", approval.actedFor().map(UserId::value).orElse(null))
                    .param("verdict", approval.verdict().name())
                    .param("reason", approval.reason().orElse(null))
                    .param("digest", approval.subjectDigest().bytes())
                    .param("at", approval.decidedAt().atOffset(ZoneOffset.UTC))
                    .param("process", approval.processInstanceId().orElse(null))
                    .param("task", approval.taskId().orElse(null))
                    .update();
        } catch (DataIntegrityViolationException refusal) {
            throw refused(refusal);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("step", approval.step());
        facts.put("part", approval.part());
        facts.put("round", approval.round());
        facts.put("verdict", approval.verdict().name());
        facts.put("decidedBy", approval.decidedBy().value());
        approval.actedFor().ifPresent(absent -> facts.put("actedFor", absent.value()));
        facts.put("submittedBy", approval.submittedBy().value());
        facts.put("sha256", approval.subjectDigest().hex());
        approval.reason().ifPresent(reason -> facts.put("reason", reason));
        trail.record("approval." + approval.verdict().name().toLowerCase(Locale.ROOT),
                approval.subject().toString(), facts);
    }

    /** All decisions about a case, in the order they were made. */
    @Transactional(readOnly = true)
    public List<Approval> of(CaseRef subject) {
        return jdbc.sql(SELECT + "order by id")
                .param("type", subject.type())
                .param("case", subject.id())
                .query(Approvals::map)
                .list();
    }

    /** The approval of that step of that round, unless the step was rejected or is undecided. */
    @Transactional(readOnly = true)
    public Optional<Approval> approved(CaseRef subject, int round, String step, String part) {
        List<Approval> decisions = jdbc.sql(SELECT + "and round = :round and step = :step and part = :part order by id")
                .param("type", subject.type())
                .param("case", subject.id())
                .param("round", round)
                .param("step", step)
                .param("part", part)
                .query(Approvals::map)
                .list();
        if (decisions.stream().anyMatch(decision -> decision.verdict() == Verdict.REJECTED)) {
            return Optional.empty();
        }
        return decisions.stream().findFirst();
    }

    private static Refused refused(DataIntegrityViolationException refusal) {
        String detail = String.valueOf(refusal.getMostSpecificCause().getMessage());
        if (detail.contains("approval_four_eyes")) {
            return new Refused("four-eyes", "Whoever submitted this may not decide it; another person has to.");
        }
        if (detail.contains("approval_once")) {
            return new Refused("decided-before", "You have decided this step already.");
        }
        if (detail.contains("approval_rejected_with_reason")) {
            return new Refused("reason-missing", "A rejection needs a reason.");
        }
        throw refusal;
    }

    private static Approval map(ResultSet row, int number) throws SQLException {
        return new Approval(new CaseRef(row.getString("case_type"), row.getString("case_id")), row.getInt("round"),
                row.getString("step"), row.getString("part"), new UserId(row.getString("submitted_by")),
                new UserId(row.getString("decided_by")), present(row.getString("acted_for")).map(UserId::new),
                Verdict.valueOf(row.getString("verdict")),
                present(row.getString("reason")), Sha256.fromBytes(row.getBytes("subject_sha256")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                present(row.getString("process_instance_id")), present(row.getString("task_id")));
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text);
    }
}
