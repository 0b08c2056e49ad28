package io.attain.reopening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.Verdict;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Reversals;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.statement.Statements;

/**
 * Opening the latest locked period again while nothing of it is paid: finance or a compensation administrator asks with
 * a reason, another person of finance decides. What the lock did is undone in one transaction: its postings are
 * reversed, its statements withdrawn, its run counts no more, its payout is sent back. Nothing is deleted; all of it can
 * be read as it was. Refusals carry the codes {@code reopen-…} and {@code period-unknown}.
 */
@Service
public class Reopenings {

    /** The step under which the approval is recorded; this façade records it itself. */
    public static final String STEP = "approve-reopening";

    private static final int LONGEST_REASON = 500;

    private static final String SELECT = """
            select id, period_id, run_id, digest, reason, asked_by, asked_at, state, decided_by, decided_at, outcome
            from reopening.request
            """;

    private final JdbcClient jdbc;
    private final Periods periods;
    private final Runs runs;
    private final Statements statements;
    private final Reversals reversals;
    private final PayoutBatches payouts;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectProvider<ReopeningWorkflow> workflow;

    Reopenings(JdbcClient jdbc, Periods periods, Runs runs, Statements statements, Reversals reversals,
            PayoutBatches payouts, Approvals approvals, AuditTrail audit, CurrentUser currentUser, Clock clock,
            ObjectProvider<ReopeningWorkflow> workflow) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.runs = runs;
        this.statements = statements;
        this.reversals = reversals;
        this.payouts = payouts;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
        this.workflow = workflow;
    }

    /** Why the period cannot be reopened; empty when it can. */
    public Optional<Refused> whyNot(PeriodId id) {
        return periods.whyNotReopen(periods.get(id))
                .or(() -> payouts.live(id).flatMap(batch -> switch (batch.state()) {
                    case RELEASED, PAID -> Optional.of(new Refused("reopen-paid",
                            "The payout of %s is released; what was wrong is corrected in the open period."
                                    .formatted(id)));
                    case PREPARED, IN_APPROVAL -> Optional.of(new Refused("reopen-signing",
                            "The payout of %s is being signed; send it back first, then reopen.".formatted(id)));
                    case SIGNED, REJECTED -> Optional.empty();
                }));
    }

    /**
     * What a reopening of the locked period would take back.
     *
     * @throws Refused {@code reopen-state} when no run locked it
     */
    @Transactional(readOnly = true)
    public Undoing undoing(PeriodId period) {
        Run run = runs.current(period).filter(one -> one.state() == RunState.ACCEPTED).orElseThrow(() -> new Refused(
                "reopen-state", period + " is not locked, so there is nothing to reopen."));
        return new Undoing(period, run.id(), statements.totalsOf(period), reversals.ofLock(period),
                payouts.live(period));
    }

    /** Asks that the period be reopened. The payout waits until somebody else has decided. */
    @Transactional
    public ReopeningId ask(PeriodId id, String reason) {
        User user = currentUser.get();
        if (!user.has(Role.COMP_ADMIN)) {
            finance();
        }
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
            throw new Refused("reopen-reason", "Say in up to " + LONGEST_REASON + " characters why " + id
                    + " is to be reopened; it is kept with the statements that are withdrawn.");
        }
        holdAll(id);
        refuseWhereNot(id);
        if (pending(id).isPresent()) {
            throw new Refused("reopen-asked", "Somebody asked to reopen " + id + " already; it waits to be decided.");
        }
        Undoing undoing = undoing(id);
        ReopeningId created = new ReopeningId(jdbc.sql("""
                insert into reopening.request (period_id, run_id, digest, reason, asked_by, asked_at, state)
                values (:period, :run, :digest, :reason, :by, :at, 'ASKED') returning id
                """)
                .param("period", id.value())
                .param("run", undoing.run().value())
                .param("digest", undoing.digest().bytes())
                .param("reason", reason.strip())
                .param("by", user.id().value())
                .param("at", now())
                .query(Long.class)
                .single());
        audit.record("reopening.asked", get(created).caseRef().toString(), facts(get(created)));
        workflow.ifAvailable(port -> port.asked(created));
        return created;
    }

    /** Approves. Refused to whoever asked, and when the period cannot be reopened any more. */
    @Transactional
    public void approve(ReopeningId id) {
        Reopening asked = hold(id);
        refuseWhereNot(asked.period());
        decide(asked, Verdict.APPROVED, Optional.empty());
    }

    /** Turns down with a reason; the payout goes on. */
    @Transactional
    public void reject(ReopeningId id, String reason) {
        if (reason.isBlank()) {
            throw new Refused("reopen-reason", "Say why the period stays locked.");
        }
        Reopening asked = hold(id);
        decide(asked, Verdict.REJECTED, Optional.of(reason.strip()));
        workflow.ifAvailable(port -> port.cameToNothing(asked.period()));
    }

    private void decide(Reopening asked, Verdict verdict, Optional<String> reason) {
        User user = finance();
        if (asked.askedBy().equals(user.id())) {
            throw new AccessDeniedException("who asked for a reopening does not decide it");
        }
        if (asked.state() != ReopeningState.ASKED) {
            throw new Refused("reopen-decided", "This request is decided already.");
        }
        jdbc.sql("""
                update reopening.request
                   set state = :state, decided_by = :by, decided_at = :at, outcome = :outcome,
                       ended_at = case when :state = 'REJECTED' then cast(:at as timestamptz) end
                 where id = :id
                """)
                .param("state", verdict == Verdict.APPROVED ? "APPROVED" : "REJECTED")
                .param("by", user.id().value())
                .param("at", now())
                .param("outcome", reason.orElse(null))
                .param("id", asked.id().value())
                .update();
        approvals.record(new Approval(asked.caseRef(), 1, STEP, "", asked.askedBy(), user.id(), verdict, reason,
                asked.digest(), clock.instant(), Optional.empty(), Optional.empty()));
        audit.record(verdict == Verdict.APPROVED ? "reopening.approved" : "reopening.rejected",
                asked.caseRef().toString(), facts(asked));
    }

    /**
     * Undoes the lock, all in one transaction; repeated it changes nothing. Trusts no process: the approval is looked up
     * among those recorded, for exactly what is undone. When it is no longer possible, the request lapses.
     *
     * @return whether the period is open again by this request
     * @throws IllegalStateException when the approval is not on record
     */
    @Transactional
    public boolean carryOut(ReopeningId id) {
        Reopening request = hold(id);
        if (!request.state().isPending()) {
            return request.state() == ReopeningState.DONE;
        }
        Optional<Refused> refused = whyNot(request.period());
        if (refused.isPresent()) {
            return lapse(request, refused.get().sentence());
        }
        requireApproval(request);
        Undoing undoing = undoing(request.period());
        if (!undoing.digest().equals(request.digest())) {
            return lapse(request, "What would be undone is not what was approved; ask again.");
        }
        String because = "Reopened: " + request.reason();
        periods.reopen(request.period());
        undoing.batch().map(PayoutBatch::id).ifPresent(batch -> payouts.reject(batch, because));
        reversals.reverseLock(request.period(), because);
        statements.withdraw(request.period(), undoing.run(), request.reason());
        runs.reopen(request.period());
        end(request, "DONE", Optional.empty());
        audit.record("reopening.done", request.caseRef().toString(),
                Map.of("period", request.period().value(), "run", undoing.run().value().toString(), "statements",
                        undoing.statements().size(), "reversals", undoing.reversals(), "digest",
                        request.digest().hex()));
        workflow.ifAvailable(port -> port.undone(request.period()));
        return true;
    }

    private boolean lapse(Reopening request, String why) {
        end(request, "LAPSED", Optional.of(why));
        audit.record("reopening.lapsed", request.caseRef().toString(), Map.of("why", why));
        workflow.ifAvailable(port -> port.cameToNothing(request.period()));
        return false;
    }

    private void end(Reopening request, String state, Optional<String> outcome) {
        jdbc.sql("update reopening.request set state = :state, outcome = :outcome, ended_at = :at where id = :id")
                .param("state", state)
                .param("outcome", outcome.orElse(null))
                .param("at", now())
                .param("id", request.id().value())
                .update();
    }

    private void requireApproval(Reopening request) {
        boolean approved = request.state() == ReopeningState.APPROVED
                && approvals.of(request.caseRef()).stream()
                        .anyMatch(one -> one.step().equals(STEP) && one.verdict() == Verdict.APPROVED
                                && one.subjectDigest().equals(request.digest())
                                && !one.decidedBy().equals(request.askedBy()));
        if (!approved) {
            throw new IllegalStateException("the reopening of " + request.period() + " is not approved");
        }
    }

    public Optional<Reopening> find(ReopeningId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(Reopenings::row).optional();
    }

    public Reopening get(ReopeningId id) {
        return find(id).orElseThrow(() -> new Refused("reopen-unknown", "There is no request " + id + "."));
    }

    /** The request about the period that is not ended yet. */
    public Optional<Reopening> pending(PeriodId period) {
        return ofPeriod(period).stream().filter(one -> one.state().isPending()).findFirst();
    }

    /** Every request about a period, the latest first. */
    public List<Reopening> ofPeriod(PeriodId period) {
        return jdbc.sql(SELECT + "where period_id = :period order by id desc").param("period", period.value())
                .query(Reopenings::row).list();
    }

    /** In the order in which a release takes them, so that nobody waits in a circle. */
    private void holdAll(PeriodId period) {
        periods.oneAtATime();
        payouts.holdLive(period);
        periods.hold(period);
    }

    private Reopening hold(ReopeningId id) {
        holdAll(get(id).period());
        return jdbc.sql(SELECT + "where id = :id for update").param("id", id.value()).query(Reopenings::row).single();
    }

    private void refuseWhereNot(PeriodId period) {
        whyNot(period).ifPresent(refused -> {
            throw refused;
        });
    }

    private User finance() {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("reopenings are finance's to decide");
        }
        return user;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Map<String, ?> facts(Reopening one) {
        return Map.of("period", one.period().value(), "run", one.run().value().toString(), "reason", one.reason(),
                "digest", one.digest().hex());
    }

    private static Reopening row(ResultSet rs, int rowNum) throws SQLException {
        return new Reopening(new ReopeningId(rs.getLong("id")), new PeriodId(rs.getString("period_id")),
                new RunId(rs.getObject("run_id", UUID.class)), Sha256.fromBytes(rs.getBytes("digest")),
                rs.getString("reason"), new UserId(rs.getString("asked_by")),
                rs.getTimestamp("asked_at").toInstant(), ReopeningState.valueOf(rs.getString("state")),
                Optional.ofNullable(rs.getString("decided_by")).map(UserId::new),
                Optional.ofNullable(rs.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getString("outcome")));
    }
}
