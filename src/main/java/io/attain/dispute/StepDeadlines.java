package io.attain.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The running clocks, the reminders, and the feed of state changes. */
@Component
class StepDeadlines {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;

    StepDeadlines(JdbcClient jdbc, DisputeRows rows, DisputeLog log) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
    }

    /** A step's clock has started, or goes on; the moments come from the table of time limits. */
    void clockStarted(DisputeId id, Deadline deadline) {
        jdbc.sql("""
                insert into dispute.deadline (dispute_id, step, started_at, half_time, due_at)
                values (:dispute, :step, :started, :half, :due)
                """)
                .param("dispute", id.value())
                .param("step", deadline.step().name())
                .param("started", Timestamp.from(deadline.startedAt()))
                .param("half", Timestamp.from(deadline.halfTime()))
                .param("due", Timestamp.from(deadline.due()))
                .update();
    }

    /** The clock that runs now; none once the dispute is over. */
    Optional<Deadline> deadline(DisputeId id) {
        return jdbc.sql("""
                select l.step, l.started_at, l.half_time, l.due_at from dispute.deadline l
                join dispute.dispute d on d.id = l.dispute_id
                where l.dispute_id = :id and d.state = any (:open)
                order by l.id desc limit 1
                """).param("id", id.value()).param("open", DisputeState.open()).query(StepDeadlines::deadline)
                .optional();
    }

    /** The clocks that run now, by dispute. */
    Map<DisputeId, Deadline> deadlines() {
        Map<DisputeId, Deadline> running = new HashMap<>();
        jdbc.sql("""
                select distinct on (l.dispute_id) l.dispute_id, l.step, l.started_at, l.half_time, l.due_at
                from dispute.deadline l join dispute.dispute d on d.id = l.dispute_id
                where d.state = any (:open)
                order by l.dispute_id, l.id desc
                """).param("open", DisputeState.open()).query(rs -> {
            running.put(new DisputeId(rs.getLong("dispute_id")), deadline(rs, 0));
        });
        return Map.copyOf(running);
    }

    /** The clock of a step as it started last. */
    Optional<Deadline> deadline(DisputeId id, Step step) {
        return jdbc.sql("""
                select step, started_at, half_time, due_at from dispute.deadline
                where dispute_id = :id and step = :step order by id desc limit 1
                """).param("id", id.value()).param("step", step.name()).query(StepDeadlines::deadline).optional();
    }

    private static Deadline deadline(ResultSet rs, int rowNum) throws SQLException {
        return new Deadline(
                Step.valueOf(rs.getString("step")),
                rs.getTimestamp("started_at").toInstant(),
                rs.getTimestamp("half_time").toInstant(),
                rs.getTimestamp("due_at").toInstant());
    }

    /** Half the time of a step is over: whoever is next is reminded, for all to see. */
    void remind(DisputeId id, Step step) {
        Dispute dispute = rows.hold(id);
        Optional<String> reminded = switch (step) {
            case TRIAGE -> in(dispute, DisputeState.TRIAGE, "compensation");
            case ANSWER -> in(dispute, DisputeState.WITH_COUNTERPART,
                    String.join(", ", dispute.awaiting().stream().map(Party::name).toList()));
            case DECISION -> in(dispute, DisputeState.WITH_MANAGER,
                    dispute.decider().map(log::nameOf).orElse("the finance director"));
            case INFORMATION -> in(dispute, DisputeState.INFORMATION_ASKED, dispute.claimantName());
            case REVIEW -> in(dispute, DisputeState.COMP_REVIEW, "compensation");
            case APPROVAL -> in(dispute, DisputeState.FINANCE_APPROVAL,
                    dispute.course().approvalLate() ? "the finance director" : "finance");
            case APPEAL -> Optional.empty();
        };
        reminded.ifPresent(who -> {
            log.say(id, "Reminds " + who + ": half the time is over.");
            log.record("dispute.reminded", id, Map.of("step", step.name()));
        });
    }

    /**
     * Changes of state after a number, the earliest first.
     *
     * @param most at most this many, up to 1000
     */
    List<StateChange> changesAfter(long seq, int most) {
        return jdbc.sql("""
                select seq, dispute_id, was, became, changed_at from dispute.state_change
                where seq > :seq order by seq limit :most
                """)
                .param("seq", seq)
                .param("most", Math.clamp(most, 1, 1000))
                .query((rs, n) -> new StateChange(
                        rs.getLong("seq"),
                        new DisputeId(rs.getLong("dispute_id")),
                        Optional.ofNullable(rs.getString("was")).map(DisputeState::valueOf),
                        DisputeState.valueOf(rs.getString("became")),
                        rs.getTimestamp("changed_at").toInstant()))
                .list();
    }

    private static Optional<String> in(Dispute dispute, DisputeState state, String who) {
        return dispute.state() == state ? Optional.of(who) : Optional.empty();
    }
}
