package io.attain.dispute;

import java.sql.Timestamp;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.period.Period;
import io.attain.shared.Refused;

/** A comp admin looks whether a claim is clear: it goes on, more is asked, or there is no claim in it. */
@Component
class Triage {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final Acts acts;
    private final DisputeHolds holds;
    private final Sight sight;
    private final PayPeriods payPeriods;
    private final CurrentUser currentUser;

    Triage(JdbcClient jdbc, DisputeRows rows, DisputeLog log, Acts acts, DisputeHolds holds, Sight sight,
            PayPeriods payPeriods, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.acts = acts;
        this.holds = holds;
        this.sight = sight;
        this.payPeriods = payPeriods;
        this.currentUser = currentUser;
    }

    /** The claim is clear: from now on what it would take from others is held. */
    Dispute accept(DisputeId id, String note) {
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = held(id);
        if (dispute.waitsForItsDeal()) {
            throw new Refused("dispute-not-linked", "Attain does not know this deal: link it to one it knows, ask the "
                    + "claimant, or say why there is none.");
        }
        DisputeLog.requireShort(note);
        acts.record(dispute, Act.Kind.TRIAGE, "ACCEPTED", Optional.empty(), note, currentUser.get().id());
        log.say(id, note.isBlank() ? "Has looked at the claim; it goes on." : note.strip());
        goOn(dispute, period);
        log.record("dispute.triaged", id, Map.of());
        return rows.get(id);
    }

    /**
     * The time to look at it is over: it goes on as it is. A deal that is still missing cannot be decided on: it stays
     * where it is, as late, for all to see. Harmless when the case has moved on.
     */
    Dispute pass(DisputeId id) {
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (dispute.state() == DisputeState.TRIAGE && dispute.waitsForItsDeal()) {
            jdbc.sql("update dispute.dispute set escalations = escalations + 1 where id = :id")
                    .param("id", id.value())
                    .update();
            log.note(id, "The deal is not linked in time; compensation is late, and its clock starts anew.");
            log.record("dispute.unlinked", id, Map.of());
        } else if (dispute.state() == DisputeState.TRIAGE) {
            log.note(id, "Nobody in compensation looked at the claim in time; it goes on as it is.");
            goOn(dispute, period);
            log.record("dispute.untriaged", id, Map.of());
        }
        return rows.get(id);
    }

    /** There is no claim in it. A decision that stood before new evidence came stands again. */
    Dispute refuse(DisputeId id, String reason) {
        Dispute dispute = held(id);
        DisputeLog.requireReason(reason);
        acts.record(dispute, Act.Kind.TRIAGE, "REFUSED", Optional.empty(), reason, currentUser.get().id());
        log.say(id, "Finds nothing to decide: " + reason.strip());
        Optional<Act> stood = acts.of(id).reversed().stream()
                .filter(act -> act.kind() == Act.Kind.RULING || act.kind() == Act.Kind.AGREEMENT)
                .findFirst();
        if (dispute.course().reopenedAt().isPresent() && stood.isPresent()) {
            jdbc.sql("""
                    update dispute.dispute set state = :state, shares_decided = :shares, decided_by = :by,
                           decided_at = :at, decision_reason = :reason where id = :id
                    """)
                    .param("state", stood.get().outcome())
                    .param("shares", stood.get().shares().map(Shares::text).orElse(null))
                    .param("by", Settling.decidedBy(stood.get()).value())
                    .param("at", Timestamp.from(stood.get().at()))
                    .param("reason", stood.get().reason())
                    .param("id", id.value())
                    .update();
        } else {
            rows.setState(dispute, DisputeState.REFUSED);
        }
        log.record("dispute.refused", id, Map.of("reason", reason.strip()));
        return rows.get(id);
    }

    /** The dispute, locked, if the current user looks at it first. */
    Dispute held(DisputeId id) {
        User user = currentUser.get();
        Dispute dispute = rows.hold(id);
        if (!sight.mayTriage(dispute, user)) {
            throw new AccessDeniedException("only a comp admin who is no party looks at a claim first");
        }
        if (dispute.state() != DisputeState.TRIAGE) {
            throw DisputeRows.over(dispute);
        }
        return dispute;
    }

    /** Whoever shares the deal has answered already when new evidence came. */
    void goOn(Dispute dispute, Period period) {
        boolean answerable = dispute.awaiting().stream().anyMatch(party -> party.user().isPresent());
        boolean reopened = dispute.course().reopenedAt().isPresent();
        rows.setState(dispute, answerable && !reopened ? DisputeState.WITH_COUNTERPART : DisputeState.WITH_MANAGER);
        holds.holdLosses(rows.get(dispute.id()), period);
    }
}
