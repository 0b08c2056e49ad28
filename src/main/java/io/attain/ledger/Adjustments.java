package io.attain.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.AuditTrail;
import io.attain.audit.Verdict;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * Manual corrections: proposed by finance or a comp-admin with a reason, decided by another person of finance, possible
 * until a payout of the period is being signed. An approval is recorded with the digest of what was approved and posts
 * the amount at once. Refusals carry the codes {@code adjustment-…} and {@code period-unknown}.
 */
@Service
public class Adjustments {

    /** The step under which the approval is recorded; this façade records it itself. */
    public static final String STEP = "approve-adjustment";

    private static final int LONGEST_REASON = 500;

    private static final String SELECT = """
            select id, participant_id, period_id, amount_minor, currency, reason, state, proposed_by, proposed_at,
                   decided_by, decided_at, decision_reason
            from ledger.adjustment
            """;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Periods periods;
    private final Participants participants;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectProvider<AdjustmentWorkflow> workflow;

    Adjustments(
            JdbcClient jdbc,
            Ledger ledger,
            Periods periods,
            Participants participants,
            Approvals approvals,
            AuditTrail audit,
            CurrentUser currentUser,
            Clock clock,
            ObjectProvider<AdjustmentWorkflow> workflow) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.periods = periods;
        this.participants = participants;
        this.approvals = approvals;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
        this.workflow = workflow;
    }

    @Transactional
    public AdjustmentId propose(AdjustmentDraft draft) {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE) && !user.has(Role.COMP_ADMIN)) {
            throw new AccessDeniedException("finance and comp-admins propose adjustments");
        }
        Participant participant = participants.get(draft.participant());
        refuseOwn(user, participant);
        if (draft.amount().isZero()) {
            throw new Refused("adjustment-zero", "An adjustment gives or takes something.");
        }
        if (!draft.amount().currency().equals(participant.currency())) {
            throw new Refused(
                    "adjustment-currency",
                    "%s is paid in %s.".formatted(participant.name(), participant.currency().getCurrencyCode()));
        }
        if (draft.reason().isEmpty() || draft.reason().length() > LONGEST_REASON) {
            throw new Refused(
                    "adjustment-reason",
                    "Give a reason of up to " + LONGEST_REASON + " characters; it is printed on the statement.");
        }
        refuseLate(draft.period());
        long id = jdbc.sql("""
                insert into ledger.adjustment
                    (participant_id, period_id, amount_minor, currency, reason, state, proposed_by, proposed_at)
                values (:participant, :period, :amount, :currency, :reason, 'PROPOSED', :by, :at)
                returning id
                """)
                .param("participant", draft.participant().value())
                .param("period", draft.period().value())
                .param("amount", draft.amount().minor())
                .param("currency", draft.amount().currency().getCurrencyCode())
                .param("reason", draft.reason())
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        AdjustmentId created = new AdjustmentId(id);
        audit.record("adjustment.proposed", subject(created), facts(get(created)));
        workflow.ifAvailable(port -> port.proposed(created));
        return created;
    }

    /** Approves and posts. Refused to whoever proposed it and to the one it pays. */
    @Transactional
    public Adjustment approve(AdjustmentId id) {
        Adjustment proposed = decide(id, AdjustmentState.APPROVED, Optional.empty());
        Period period = periods.get(proposed.period());
        ledger.post(Transfer.of(
                "adjustment:" + id,
                TransferKind.ADJUSTMENT,
                proposed.period(),
                period.lastDay(),
                Account.expense(),
                Account.earned(proposed.participant()),
                proposed.amount()).because(proposed.reason()));
        return get(id);
    }

    /** Rejects, also after the lock: it moves nothing. */
    @Transactional
    public Adjustment reject(AdjustmentId id, String reason) {
        if (reason.isBlank()) {
            throw new Refused("adjustment-reason", "Say why it is rejected.");
        }
        decide(id, AdjustmentState.REJECTED, Optional.of(reason.strip()));
        return get(id);
    }

    private Adjustment decide(AdjustmentId id, AdjustmentState verdict, Optional<String> reason) {
        User user = currentUser.get();
        if (!user.has(Role.FINANCE) && !user.has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance decides adjustments");
        }
        PeriodId periodId = get(id).period();
        if (verdict == AdjustmentState.APPROVED) {
            refuseLate(periodId);
        }
        Adjustment adjustment = jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id.value())
                .query(Adjustments::row)
                .single();
        if (adjustment.state() != AdjustmentState.PROPOSED) {
            throw new Refused("adjustment-decided", "Adjustment " + id + " is decided already.");
        }
        if (adjustment.proposedBy().equals(user.id())) {
            throw new AccessDeniedException("who proposed an adjustment does not decide it");
        }
        refuseOwn(user, participants.get(adjustment.participant()));
        jdbc.sql("""
                update ledger.adjustment
                set state = :state, decided_by = :by, decided_at = :at, decision_reason = :reason
                where id = :id
                """)
                .param("state", verdict.name())
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", reason.orElse(null))
                .param("id", id.value())
                .update();
        approvals.record(new Approval(
                adjustment.caseRef(),
                1,
                STEP,
                "",
                adjustment.proposedBy(),
                user.id(),
                verdict == AdjustmentState.APPROVED ? Verdict.APPROVED : Verdict.REJECTED,
                reason,
                adjustment.digest(),
                clock.instant(),
                Optional.empty(),
                Optional.empty()));
        audit.record(
                verdict == AdjustmentState.APPROVED ? "adjustment.approved" : "adjustment.rejected",
                subject(id),
                facts(adjustment));
        return adjustment;
    }

    public Optional<Adjustment> find(AdjustmentId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(Adjustments::row).optional();
    }

    public Adjustment get(AdjustmentId id) {
        return find(id)
                .orElseThrow(() -> new Refused("adjustment-unknown", "There is no adjustment " + id + "."));
    }

    /** What waits for a second name, the oldest first. */
    public List<Adjustment> pending() {
        return jdbc.sql(SELECT + "where state = 'PROPOSED' order by id").query(Adjustments::row).list();
    }

    /** Every adjustment of a period in the order they were proposed. */
    public List<Adjustment> ofPeriod(PeriodId period) {
        return jdbc.sql(SELECT + "where period_id = :period order by id")
                .param("period", period.value())
                .query(Adjustments::row)
                .list();
    }

    /** The approved ones of a period: those that count in payables. */
    public List<Adjustment> approvedOf(PeriodId period) {
        return jdbc.sql(SELECT + "where period_id = :period and state = 'APPROVED' order by id")
                .param("period", period.value())
                .query(Adjustments::row)
                .list();
    }

    public List<Adjustment> approvedOf(ParticipantId participant, PeriodId period) {
        return jdbc.sql(SELECT + """
                where period_id = :period and participant_id = :participant and state = 'APPROVED' order by id
                """)
                .param("period", period.value())
                .param("participant", participant.value())
                .query(Adjustments::row)
                .list();
    }

    /**
     * Keeps the adjustments of a closing period as they are while its payout is being signed, so that what is signed is
     * what is paid. Lasts until {@link #unseal} or until the period opens again.
     */
    @Transactional
    public void seal(PeriodId period, String because) {
        periods.hold(period);
        jdbc.sql("""
                insert into ledger.adjustment_seal (period_id, because, sealed_at) values (:period, :because, :at)
                on conflict (period_id) do update set because = excluded.because, sealed_at = excluded.sealed_at
                """)
                .param("period", period.value())
                .param("because", because)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    public void unseal(PeriodId period) {
        periods.hold(period);
        jdbc.sql("delete from ledger.adjustment_seal where period_id = :period")
                .param("period", period.value())
                .update();
    }

    /** Whether the payout of a period is being signed. */
    public boolean isSealed(PeriodId period) {
        return jdbc.sql("select count(*) from ledger.adjustment_seal where period_id = :period")
                .param("period", period.value()).query(Integer.class).single() > 0;
    }

    private void refuseLate(PeriodId periodId) {
        Period period = periods.hold(periodId);
        if (period.state().isFinal()) {
            throw new Refused(
                    "adjustment-period-locked",
                    "%s is locked; propose the adjustment in the open period.".formatted(periodId));
        }
        if (period.state() == PeriodState.CLOSING) {
            jdbc.sql("select because from ledger.adjustment_seal where period_id = :period")
                    .param("period", periodId.value())
                    .query(String.class)
                    .optional()
                    .ifPresent(because -> {
                        throw new Refused("adjustment-sealed", because);
                    });
        }
    }

    private static void refuseOwn(User user, Participant participant) {
        if (participant.user().filter(user.id()::equals).isPresent()) {
            throw new AccessDeniedException("nobody adjusts his own pay");
        }
    }

    private static String subject(AdjustmentId id) {
        return "adjustment " + id;
    }

    private static Map<String, ?> facts(Adjustment adjustment) {
        return Map.of(
                "participant", adjustment.participant().value(),
                "period", adjustment.period().value(),
                "amountMinor", adjustment.amount().minor(),
                "currency", adjustment.amount().currency().getCurrencyCode(),
                "digest", adjustment.digest().hex());
    }

    private static Adjustment row(ResultSet rs, int rowNum) throws SQLException {
        return new Adjustment(
                new AdjustmentId(rs.getLong("id")),
                new ParticipantId(rs.getString("participant_id")),
                new PeriodId(rs.getString("period_id")),
                Money.ofMinor(rs.getLong("amount_minor"), Currency.getInstance(rs.getString("currency"))),
                rs.getString("reason"),
                AdjustmentState.valueOf(rs.getString("state")),
                new UserId(rs.getString("proposed_by")),
                rs.getTimestamp("proposed_at").toInstant(),
                Optional.ofNullable(rs.getString("decided_by")).map(UserId::new),
                Optional.ofNullable(rs.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(rs.getString("decision_reason")));
    }
}
