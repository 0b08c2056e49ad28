package io.attain.dispute;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.shared.Refused;

/** The rulings: of one decider, or of two managers who have to come to the same; the next level when nobody decides. */
@Component
class Deciding {

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final DisputeLog log;
    private final Acts acts;
    private final Sight sight;
    private final Deciders deciders;
    private final Tables tables;
    private final Settling settling;
    private final PayPeriods payPeriods;
    private final CurrentUser currentUser;

    Deciding(JdbcClient jdbc, DisputeRows rows, DisputeLog log, Acts acts, Sight sight, Deciders deciders,
            Tables tables, Settling settling, PayPeriods payPeriods, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.acts = acts;
        this.sight = sight;
        this.deciders = deciders;
        this.tables = tables;
        this.settling = settling;
        this.payPeriods = payPeriods;
        this.currentUser = currentUser;
    }

    Dispute decide(DisputeId id, Decision decision, String reason) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!sight.mayDecide(dispute, user)) {
            throw new AccessDeniedException("only who is named decides a dispute");
        }
        if (dispute.state() != DisputeState.WITH_MANAGER) {
            throw dispute.state() == DisputeState.WITH_COUNTERPART
                    ? new Refused("dispute-unanswered", "The counterpart has not answered yet.")
                    : DisputeRows.over(dispute);
        }
        DisputeLog.requireReason(reason);
        Optional<List<Share>> change = switch (decision) {
            case Decision.Uphold() -> Optional.of(dispute.proposed()).filter(shares -> !shares.isEmpty());
            case Decision.Partly(List<Share> shares) -> Optional.of(shares);
            case Decision.Deny() -> Optional.empty();
        };
        change.ifPresent(settling::refuseUnlessSplit);
        DisputeState outcome = switch (decision) {
            case Decision.Uphold() -> DisputeState.UPHELD;
            case Decision.Partly(List<Share> shares) -> DisputeState.PARTLY;
            case Decision.Deny() -> DisputeState.DENIED;
        };
        Optional<Act> first = acts.ruling(dispute);
        Act ruling = acts.record(dispute, Act.Kind.RULING, outcome.name(), change, reason, user.id());
        String said = switch (decision) {
            case Decision.Uphold() -> "Upholds the claim.";
            case Decision.Partly(List<Share> shares) -> "Decides: " + log.inWords(shares) + ".";
            case Decision.Deny() -> "Denies the claim.";
        };
        log.say(id, said + " " + reason.strip());
        switch (dispute.course().sitting()) {
            case ALONE -> settling.ruled(dispute, ruling, period);
            case FIRST -> passOn(dispute, period);
            case SECOND -> {
                if (first.filter(ruling::saysTheSame).isPresent()) {
                    settling.ruled(dispute, ruling, period);
                } else {
                    passUp(dispute, period, "The managers differ");
                }
            }
        }
        return rows.get(id);
    }

    /** From the first manager to the second; where there is none any more, to their superior. */
    private void passOn(Dispute dispute, Period period) {
        Panel panel = deciders.of(dispute);
        Optional<Participant> second = panel.second(mostOverride(dispute, panel, period))
                .filter(manager -> dispute.decider().filter(manager.id()::equals).isEmpty());
        if (second.isEmpty()) {
            passUp(dispute, period, "The other manager is not there to decide");
            return;
        }
        rows.seat(dispute.id(), new Deciders.Seat(second, Sitting.SECOND));
        log.note(dispute.id(), second.get().name() + " has to come to the same; else their superior decides.");
        log.record("dispute.passed-on", dispute.id(), Map.of("to", second.get().id().value()));
    }

    private void passUp(Dispute dispute, Period period, String why) {
        Optional<Participant> next = superior(dispute, period);
        rows.seat(dispute.id(), new Deciders.Seat(next, Sitting.ALONE));
        log.note(dispute.id(), why + "; " + next.map(Participant::name).orElse("the finance director") + " decides.");
        log.record("dispute.passed-up", dispute.id(),
                Map.of("to", next.map(n -> n.id().value()).orElse(Role.FINANCE_DIRECTOR.key())));
    }

    /**
     * Nobody decided in time: the next superior of all parties decides, at last the finance director, who is only
     * noted to be late. Harmless when the case has moved on.
     */
    Dispute escalate(DisputeId id) {
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (dispute.state() != DisputeState.WITH_MANAGER) {
            return dispute;
        }
        Optional<Participant> next = dispute.decider().isEmpty() ? Optional.empty() : superior(dispute, period);
        rows.seat(id, new Deciders.Seat(next, Sitting.ALONE));
        jdbc.sql("update dispute.dispute set escalations = escalations + 1 where id = :id")
                .param("id", id.value())
                .update();
        String who = next.map(Participant::name).orElse("the finance director");
        log.note(id, "No decision in time; " + who + " decides.");
        log.record("dispute.escalated", id, Map.of(
                "from", dispute.decider().map(ParticipantId::value).orElse(Role.FINANCE_DIRECTOR.key()),
                "to", next.map(n -> n.id().value()).orElse(Role.FINANCE_DIRECTOR.key())));
        return rows.get(id);
    }

    /** Above the decider of the moment and all who dealt with it; for a single decider the level right above him. */
    private Optional<Participant> superior(Dispute dispute, Period period) {
        Panel panel = deciders.of(dispute);
        Set<UserId> done = new HashSet<>(acts.hadDealtWith(dispute));
        done.addAll(acts.decidedNow(dispute));
        dispute.deciderUser().ifPresent(done::add);
        int most = mostOverride(dispute, panel, period);
        List<Participant> above = panel.above(most, done);
        if (dispute.course().sitting() != Sitting.ALONE) {
            return above.stream().findFirst();
        }
        List<Participant> all = panel.above(most, Set.of());
        int late = all.stream().map(Participant::id).toList().indexOf(dispute.decider().orElseThrow());
        return above.stream().filter(one -> all.indexOf(one) > late).findFirst();
    }

    private int mostOverride(Dispute dispute, Panel panel, Period period) {
        return tables.routing(dispute, panel.managers(), period).mostOverride();
    }
}
