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

import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.period.Period;
import io.attain.shared.Refused;

/**
 * What is resolved is taken up once more by an appeal of a party, to someone who has not dealt with it, and once by new
 * evidence of its claimant; when the time for that is over it is closed.
 */
@Component
class Reviving {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final Acts acts;
    private final DisputeHolds holds;
    private final Deciders deciders;
    private final Tables tables;
    private final PayPeriods payPeriods;
    private final CurrentUser currentUser;
    private final ObjectProvider<DisputeWorkflow> workflow;
    private final Clock clock;

    Reviving(JdbcClient jdbc, DisputeRows rows, DisputeLog log, Acts acts, DisputeHolds holds, Deciders deciders,
            Tables tables, PayPeriods payPeriods, CurrentUser currentUser, ObjectProvider<DisputeWorkflow> workflow,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.acts = acts;
        this.holds = holds;
        this.deciders = deciders;
        this.tables = tables;
        this.payPeriods = payPeriods;
        this.currentUser = currentUser;
        this.workflow = workflow;
        this.clock = clock;
    }

    Dispute appeal(DisputeId id, String reason) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!dispute.partyUsers().contains(user.id())) {
            throw new AccessDeniedException("only a party appeals");
        }
        requireResolved(dispute);
        if (dispute.course().appealedAt().isPresent()) {
            throw new Refused("dispute-appealed", "Dispute %s was appealed already; that decision is final."
                    .formatted(id));
        }
        DisputeLog.requireReason(reason);
        acts.record(dispute, Act.Kind.APPEAL, dispute.state().name(), Optional.empty(), reason, user.id());
        again(dispute, DisputeState.WITH_MANAGER, "appealed_at");
        Dispute again = rows.get(id);
        Panel panel = deciders.of(again);
        int most = tables.routing(again, panel.managers(), period).mostOverride();
        List<UserId> done = List.copyOf(acts.hadDealtWith(again));
        Optional<Participant> next = panel.overruling(most, done).stream().findFirst();
        rows.seat(id, new Deciders.Seat(next, Sitting.ALONE));
        log.say(id, "Appeals: " + reason.strip());
        log.note(id, next.map(Participant::name).orElse("The finance director")
                + ", who has not dealt with it, decides on the appeal.");
        log.record("dispute.appealed", id, Map.of("reason", reason.strip()));
        holds.holdLosses(rows.get(id), period);
        workflow.ifAvailable(port -> port.appealed(id));
        return rows.get(id);
    }

    Dispute reopen(DisputeId id, String evidence) {
        User user = currentUser.get();
        Dispute dispute = rows.hold(id);
        if (!dispute.filedBy().equals(user.id())) {
            throw new AccessDeniedException("only the claimant comes with new evidence");
        }
        requireResolved(dispute);
        if (dispute.course().reopenedAt().isPresent()) {
            throw new Refused("dispute-reopened", "New evidence has reopened dispute %s once already.".formatted(id));
        }
        DisputeLog.requireReason(evidence);
        acts.record(dispute, Act.Kind.REOPENING, dispute.state().name(), Optional.empty(), evidence, user.id());
        again(dispute, DisputeState.TRIAGE, "reopened_at");
        log.say(id, "New evidence: " + evidence.strip());
        log.record("dispute.reopened", id, Map.of("evidence", evidence.strip()));
        workflow.ifAvailable(port -> port.reopened(id));
        return rows.get(id);
    }

    /** The time for an appeal is over. Harmless when the case was taken up again. */
    Dispute close(DisputeId id) {
        Dispute dispute = rows.hold(id);
        if (dispute.state().isResolved() && dispute.course().closedAt().isEmpty()) {
            jdbc.sql("update dispute.dispute set closed_at = :at where id = :id")
                    .param("at", Timestamp.from(clock.instant()))
                    .param("id", id.value())
                    .update();
            log.record("dispute.closed", id, Map.of());
        }
        return rows.get(id);
    }

    private static void requireResolved(Dispute dispute) {
        if (!dispute.state().isResolved()) {
            throw new Refused("dispute-undecided", "Dispute %s is not decided; there is nothing to take up again."
                    .formatted(dispute.id()));
        }
        if (dispute.course().closedAt().isPresent()) {
            throw new Refused("dispute-closed", "The time to take up dispute %s again is over.".formatted(
                    dispute.id()));
        }
    }

    private void again(Dispute dispute, DisputeState state, String column) {
        jdbc.sql("""
                update dispute.dispute
                set state = :state, %s = :at, round = round + 1, shares_decided = null, decided_by = null,
                    decided_at = null, decision_reason = null, sitting = 'ALONE', asked_from = null,
                    needs_finance = false, approval_late = false
                where id = :id
                """.formatted(column))
                .param("state", state.name())
                .param("at", Timestamp.from(clock.instant()))
                .param("id", dispute.id().value())
                .update();
    }
}
