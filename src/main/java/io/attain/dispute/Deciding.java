package io.attain.dispute;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.crediting.Credits;
import io.attain.crediting.Share;
import io.attain.crediting.Splits;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Refused;

/** The decision and what follows from it; the withdrawal; the next level when nobody decides. */
@Component
class Deciding {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final DisputeHolds holds;
    private final Sight sight;
    private final Deciders deciders;
    private final Alternatives alternatives;
    private final Splits splits;
    private final Credits credits;
    private final Periods periods;
    private final Participants participants;
    private final CurrentUser currentUser;
    private final ObjectProvider<DisputeWorkflow> workflow;
    private final Clock clock;

    Deciding(JdbcClient jdbc, DisputeRows rows, DisputeLog log, DisputeHolds holds, Sight sight, Deciders deciders,
            Alternatives alternatives, Splits splits, Credits credits, Periods periods, Participants participants,
            CurrentUser currentUser, ObjectProvider<DisputeWorkflow> workflow, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.holds = holds;
        this.sight = sight;
        this.deciders = deciders;
        this.alternatives = alternatives;
        this.splits = splits;
        this.credits = credits;
        this.periods = periods;
        this.participants = participants;
        this.currentUser = currentUser;
        this.workflow = workflow;
        this.clock = clock;
    }

    /**
     * Decides, in the name of the current user, who must be the decider and no party. Upholding, wholly or partly,
     * needs the deal's period to be open.
     */
    Dispute decide(DisputeId id, Decision decision, String reason) {
        User user = currentUser.get();
        Period period = periods.hold(rows.get(id).period());
        Dispute dispute = rows.hold(id);
        if (!sight.mayDecide(dispute, user)) {
            throw new AccessDeniedException("only the superior of all parties decides a dispute");
        }
        if (dispute.state() != DisputeState.WITH_MANAGER) {
            throw dispute.state() == DisputeState.WITH_COUNTERPART
                    ? new Refused("dispute-unanswered", "The counterpart has not answered yet.")
                    : DisputeRows.over(dispute);
        }
        if (reason.isBlank()) {
            throw new Refused("dispute-reason", "Give the parties a reason for the decision.");
        }
        DisputeLog.requireShort(reason);
        Optional<List<Share>> change = switch (decision) {
            case Decision.Uphold() -> Optional.of(dispute.proposed());
            case Decision.Partly(List<Share> shares) -> Optional.of(shares);
            case Decision.Deny() -> Optional.empty();
        };
        change.ifPresent(shares -> put(dispute, period, shares));
        DisputeState end = switch (decision) {
            case Decision.Uphold() -> DisputeState.UPHELD;
            case Decision.Partly(List<Share> shares) -> DisputeState.PARTLY;
            case Decision.Deny() -> DisputeState.DENIED;
        };
        jdbc.sql("""
                update dispute.dispute
                set state = :state, shares_decided = :shares, decided_by = :by, decided_at = :at,
                    decision_reason = :reason
                where id = :id
                """)
                .param("state", end.name())
                .param("shares", change.map(Shares::text).orElse(null))
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("reason", reason.strip())
                .param("id", id.value())
                .update();
        holds.release(dispute, period);
        String said = switch (decision) {
            case Decision.Uphold() -> "Upholds the claim.";
            case Decision.Partly(List<Share> shares) -> "Decides: " + log.inWords(shares) + ".";
            case Decision.Deny() -> "Denies the claim.";
        };
        log.say(id, said + " " + reason.strip());
        log.record("dispute.decided", id,
                Map.of("decision", end.name(), "shares", change.map(Shares::text).orElse(""), "reason",
                        reason.strip()));
        return rows.get(id);
    }

    private void put(Dispute dispute, Period period, List<Share> shares) {
        if (!period.isOpen()) {
            throw new Refused(
                    "dispute-period-locked",
                    period.state() == PeriodState.CLOSING
                            ? period.id() + " is being closed; a change to its splits has to wait until it opens again."
                            : period.id() + " is locked; its splits do not change any more.");
        }
        Shares.flaw(shares, participants).ifPresent(flaw -> {
            throw new Refused("dispute-shares", flaw);
        });
        List<Effect> effects = alternatives.compute(dispute, shares);
        for (Effect effect : effects) {
            jdbc.sql("""
                    insert into dispute.effect (dispute_id, participant_id, currency, before_minor, after_minor)
                    values (:dispute, :participant, :currency, :before, :after)
                    """)
                    .param("dispute", dispute.id().value())
                    .param("participant", effect.participant().value())
                    .param("currency", effect.before().currency().getCurrencyCode())
                    .param("before", effect.before().minor())
                    .param("after", effect.after().minor())
                    .update();
        }
        splits.put(dispute.deal(), shares, "dispute " + dispute.id());
        credits.refresh(period.span());
    }

    /** Takes a claim back; only its claimant may, until it is decided. */
    Dispute withdraw(DisputeId id) {
        User user = currentUser.get();
        Period period = periods.hold(rows.get(id).period());
        Dispute dispute = rows.hold(id);
        if (!dispute.filedBy().equals(user.id())) {
            throw new AccessDeniedException("only the claimant takes a claim back");
        }
        if (dispute.state() == DisputeState.WITHDRAWN) {
            return dispute;
        }
        if (!dispute.state().mayBecome(DisputeState.WITHDRAWN)) {
            throw DisputeRows.over(dispute);
        }
        rows.setState(dispute, DisputeState.WITHDRAWN);
        log.say(id, "Takes the claim back.");
        holds.release(dispute, period);
        log.record("dispute.withdrawn", id, Map.of());
        workflow.ifAvailable(port -> port.withdrawn(id));
        return rows.get(id);
    }

    /**
     * Nobody decided in time: the next superior of all parties decides, at last the finance director, who is only
     * noted to be late. Harmless when the case has moved on.
     */
    Dispute escalate(DisputeId id) {
        Dispute dispute = rows.hold(id);
        if (dispute.state() != DisputeState.WITH_MANAGER) {
            return dispute;
        }
        Optional<Participant> next = dispute.decider().flatMap(late -> deciders.deciders(dispute.claimant(),
                dispute.counterparts().stream().map(Party::participant).toList(), dispute.asOf()).stream()
                .dropWhile(level -> !level.id().equals(late))
                .skip(1)
                .findFirst());
        jdbc.sql("""
                update dispute.dispute
                set decider_id = :decider, decider_user = :user, escalations = escalations + 1
                where id = :id
                """)
                .param("decider", next.map(n -> n.id().value()).orElse(null))
                .param("user", next.flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("id", id.value())
                .update();
        String who = next.map(Participant::name).orElse("the finance director");
        log.say(id, "No decision in time; " + who + " decides.");
        log.record("dispute.escalated", id, Map.of(
                "from", dispute.decider().map(ParticipantId::value).orElse(Role.FINANCE_DIRECTOR.key()),
                "to", next.map(n -> n.id().value()).orElse(Role.FINANCE_DIRECTOR.key())));
        return rows.get(id);
    }
}
