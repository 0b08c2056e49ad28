package io.attain.dispute;

import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * From a ruling to its effect: what moves more money than the table allows is reviewed and approved first; a split changes
 * when its period is open, or once the close that is under way is through.
 */
@Component
class Settling {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final Acts acts;
    private final DisputeHolds holds;
    private final Alternatives alternatives;
    private final Limits limits;
    private final Tables tables;
    private final Splits splits;
    private final Credits credits;
    private final PayPeriods payPeriods;
    private final Participants participants;

    Settling(JdbcClient jdbc, DisputeRows rows, DisputeLog log, Acts acts, DisputeHolds holds,
            Alternatives alternatives, Limits limits, Tables tables, Splits splits, Credits credits,
            PayPeriods payPeriods,
            Participants participants) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.acts = acts;
        this.holds = holds;
        this.alternatives = alternatives;
        this.limits = limits;
        this.tables = tables;
        this.splits = splits;
        this.credits = credits;
        this.payPeriods = payPeriods;
        this.participants = participants;
    }

    /** What the ruling of all who had to decide leads to. */
    void ruled(Dispute dispute, Act ruling, Period period) {
        if (ruling.outcome().equals(DisputeState.DENIED.name())) {
            approved(dispute, ruling, period);
            return;
        }
        ruling.shares().ifPresent(this::refuseUnlessSplit);
        Optional<Money> moved = ruling.shares()
                .flatMap(shares -> limits.most(alternatives.weighed(dispute, Optional.empty(), shares), period))
                .or(() -> dispute.course().stake());
        DisputeRules.Checking checking = tables.checking(dispute, moved, period);
        jdbc.sql("update dispute.dispute set needs_finance = :finance, approval_late = false where id = :id")
                .param("finance", checking.finance())
                .param("id", dispute.id().value())
                .update();
        if (checking.review()) {
            rows.setState(dispute, DisputeState.COMP_REVIEW);
            log.note(dispute.id(), "Compensation reviews the decision before it takes effect.");
        } else {
            reviewed(rows.get(dispute.id()), ruling, period);
        }
    }

    /** Reviewed, or nobody had to. */
    void reviewed(Dispute dispute, Act ruling, Period period) {
        if (dispute.course().needsFinance()) {
            rows.setState(dispute, DisputeState.FINANCE_APPROVAL);
            log.note(dispute.id(), "Finance approves the money before the decision takes effect.");
        } else {
            approved(dispute, ruling, period);
        }
    }

    /**
     * Approved, or nobody had to. While the period is being closed its inputs are frozen and its payout may be signed
     * already: what changes them waits.
     */
    void approved(Dispute dispute, Act ruling, Period period) {
        boolean touches = ruling.shares().isPresent() || !holds.held(dispute.id()).isEmpty();
        if (touches && payPeriods.anyClosing(period, dispute.deal(), moved(dispute, ruling))) {
            if (dispute.state() != DisputeState.PERIOD_CLOSING) {
                rows.setState(dispute, DisputeState.PERIOD_CLOSING);
                log.note(dispute.id(), period.id() + " is being closed; the decision takes effect right after it.");
            }
            return;
        }
        ruling.shares().ifPresent(shares -> put(dispute, period, shares));
        end(dispute, ruling, period);
    }

    /** Whose pay the ruling, or what is held for the dispute, touches. */
    private static Set<ParticipantId> moved(Dispute dispute, Act ruling) {
        Set<ParticipantId> moved = new HashSet<>(dispute.parties());
        ruling.shares().ifPresent(shares -> shares.forEach(share -> moved.add(share.participant())));
        return moved;
    }

    /** Puts what waits for the end of a close into effect, when it is through. Harmless when the case has moved on. */
    Dispute settle(DisputeId id) {
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (dispute.state() == DisputeState.PERIOD_CLOSING) {
            approved(dispute, acts.ruling(dispute).orElseThrow(), period);
        }
        return rows.get(id);
    }

    void refuseUnlessSplit(List<Share> shares) {
        Shares.flaw(shares, participants).ifPresent(flaw -> {
            throw new Refused("dispute-shares", flaw);
        });
    }

    private void end(Dispute dispute, Act ruling, Period period) {
        DisputeState end = DisputeState.valueOf(ruling.outcome());
        if (!dispute.state().mayBecome(end)) {
            throw DisputeRows.over(dispute);
        }
        jdbc.sql("""
                update dispute.dispute
                set state = :state, shares_decided = :shares, decided_by = :by, decided_at = :at,
                    decision_reason = :reason
                where id = :id
                """)
                .param("state", end.name())
                .param("shares", ruling.shares().map(Shares::text).orElse(null))
                .param("by", decidedBy(ruling).value())
                .param("at", Timestamp.from(ruling.at()))
                .param("reason", ruling.reason())
                .param("id", dispute.id().value())
                .update();
        holds.release(dispute, period);
        log.record("dispute.decided", dispute.id(), Map.of(
                "decision", end.name(),
                "shares", ruling.shares().map(Shares::text).orElse(""),
                "reason", ruling.reason()));
    }

    static UserId decidedBy(Act ruling) {
        return ruling.kind() == Act.Kind.AGREEMENT ? Dispute.BOTH_SIDES : ruling.by();
    }

    private void put(Dispute dispute, Period period, List<Share> shares) {
        for (Effect effect : alternatives.compute(dispute, shares)) {
            jdbc.sql("""
                    insert into dispute.effect (dispute_id, round, participant_id, currency, before_minor, after_minor)
                    values (:dispute, :round, :participant, :currency, :before, :after)
                    """)
                    .param("dispute", dispute.id().value())
                    .param("round", dispute.course().round())
                    .param("participant", effect.participant().value())
                    .param("currency", effect.before().currency().getCurrencyCode())
                    .param("before", effect.before().minor())
                    .param("after", effect.after().minor())
                    .update();
        }
        splits.put(dispute.deal(), shares, "dispute " + dispute.id());
        if (period.state().isFinal()) {
            log.note(dispute.id(),
                    period.id() + " is locked: the difference is paid in the open period as a prior-period "
                            + "adjustment that names this dispute.");
        } else {
            credits.refresh(period.span());
        }
    }
}
