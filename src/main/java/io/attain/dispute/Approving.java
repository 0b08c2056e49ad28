package io.attain.dispute;

import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.period.Period;

/** What a decision changes is reviewed by a comp admin and approved by finance, neither of whom decided it. */
@Component
class Approving {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final Acts acts;
    private final Sight sight;
    private final Settling settling;
    private final PayPeriods payPeriods;
    private final CurrentUser currentUser;

    Approving(JdbcClient jdbc, DisputeRows rows, DisputeLog log, Acts acts, Sight sight, Settling settling,
            PayPeriods payPeriods, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.acts = acts;
        this.sight = sight;
        this.settling = settling;
        this.payPeriods = payPeriods;
        this.currentUser = currentUser;
    }

    Dispute review(DisputeId id, boolean confirmed, String reason) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!sight.mayReview(dispute, user)) {
            throw new AccessDeniedException("only a comp admin who is no party and did not decide reviews it");
        }
        requireState(dispute, DisputeState.COMP_REVIEW);
        if (!confirmed) {
            return goBack(dispute, Act.Kind.REVIEW, reason, user);
        }
        DisputeLog.requireShort(reason);
        acts.record(dispute, Act.Kind.REVIEW, "CONFIRMED", Optional.empty(), reason, user.id());
        log.say(id, reason.isBlank() ? "Confirms the decision." : "Confirms the decision: " + reason.strip());
        log.record("dispute.reviewed", id, Map.of());
        settling.reviewed(dispute, acts.ruling(dispute).orElseThrow(), period);
        return rows.get(id);
    }

    /** Nobody reviewed in time: finance looks at it instead. Harmless when the case has moved on. */
    Dispute passReview(DisputeId id) {
        Dispute dispute = rows.hold(id);
        if (dispute.state() == DisputeState.COMP_REVIEW) {
            rows.setState(dispute, DisputeState.FINANCE_APPROVAL);
            log.note(id, "No review in time; finance approves the decision.");
            log.record("dispute.unreviewed", id, Map.of());
        }
        return rows.get(id);
    }

    Dispute approve(DisputeId id, boolean approved, String reason) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!sight.mayApprove(dispute, user)) {
            throw new AccessDeniedException("only finance, no party and none who decided, approves it");
        }
        requireState(dispute, DisputeState.FINANCE_APPROVAL);
        if (!approved) {
            return goBack(dispute, Act.Kind.APPROVAL, reason, user);
        }
        DisputeLog.requireShort(reason);
        acts.record(dispute, Act.Kind.APPROVAL, "CONFIRMED", Optional.empty(), reason, user.id());
        log.say(id, reason.isBlank() ? "Approves the money." : "Approves the money: " + reason.strip());
        log.record("dispute.approved", id, Map.of());
        settling.approved(dispute, acts.ruling(dispute).orElseThrow(), period);
        return rows.get(id);
    }

    /** Finance was late: its director approves. Harmless when the case has moved on. */
    Dispute noteLateApproval(DisputeId id) {
        Dispute dispute = rows.hold(id);
        if (dispute.state() == DisputeState.FINANCE_APPROVAL) {
            jdbc.sql("update dispute.dispute set approval_late = true where id = :id")
                    .param("id", id.value())
                    .update();
            log.note(id, "No approval in time; the finance director approves.");
            log.record("dispute.unapproved", id, Map.of());
        }
        return rows.get(id);
    }

    private Dispute goBack(Dispute dispute, Act.Kind kind, String reason, User user) {
        DisputeLog.requireReason(reason);
        acts.record(dispute, kind, "RETURNED", Optional.empty(), reason, user.id());
        rows.setState(dispute, DisputeState.WITH_MANAGER);
        log.say(dispute.id(), "Asks to decide again: " + reason.strip());
        log.record("dispute.returned", dispute.id(), Map.of("reason", reason.strip()));
        return rows.get(dispute.id());
    }

    private static void requireState(Dispute dispute, DisputeState state) {
        if (dispute.state() != state) {
            throw DisputeRows.over(dispute);
        }
    }
}
