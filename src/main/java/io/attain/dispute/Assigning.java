package io.attain.dispute;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.shared.Refused;

/**
 * A dispute goes to another who may decide it: somebody on leave, or better placed. It is recorded and everyone in it
 * reads who did it and why. The clock runs on, and whoever is named now decides alone.
 */
@Component
class Assigning {

    private final DisputeRows rows;
    private final DisputeLog log;
    private final Acts acts;
    private final Sight sight;
    private final Deciders deciders;
    private final Tables tables;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Periods periods;
    private final PayPeriods payPeriods;
    private final CurrentUser currentUser;

    Assigning(DisputeRows rows, DisputeLog log, Acts acts, Sight sight, Deciders deciders, Tables tables,
            Participants participants, ReportingLines reportingLines, Periods periods, PayPeriods payPeriods,
            CurrentUser currentUser) {
        this.rows = rows;
        this.log = log;
        this.acts = acts;
        this.sight = sight;
        this.deciders = deciders;
        this.tables = tables;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.periods = periods;
        this.payPeriods = payPeriods;
        this.currentUser = currentUser;
    }

    Dispute assign(DisputeId id, Optional<ParticipantId> to, String reason) {
        User user = currentUser.get();
        Period period = payPeriods.hold(rows.get(id));
        Dispute dispute = rows.hold(id);
        if (!sight.mayAssign(dispute, user)) {
            throw new AccessDeniedException(
                    "only compensation and whoever decides now hand a dispute on, and no party");
        }
        if (!dispute.state().takesClaims()) {
            throw DisputeRows.over(dispute);
        }
        if (dispute.waitsForItsDeal()) {
            throw new Refused("dispute-not-linked",
                    "Link it to its deal first: who may decide depends on who shares the deal.");
        }
        DisputeLog.requireReason(reason);
        if (to.equals(dispute.decider()) && dispute.course().sitting() == Sitting.ALONE) {
            throw new Refused("dispute-assigned-already", who(to) + " decides it already.");
        }
        Optional<Participant> next = to.map(wanted -> entitled(dispute, period).stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Refused("dispute-not-entitled", log.nameOf(wanted)
                        + " may not decide it: it takes a superior of everyone in it who has not dealt with it, earns "
                        + "little on the deal, and may decide that much.")));
        rows.seat(id, new Deciders.Seat(next, Sitting.ALONE));
        log.say(id, "Hands the decision to " + who(to) + ": " + reason.strip());
        log.record("dispute.assigned", id, Map.of(
                "from", name(dispute.decider()), "to", name(to), "reason", reason.strip()));
        return rows.get(id);
    }

    /** To whom it could go, besides the finance director; the nearest superior first. */
    List<Participant> entitled(DisputeId id) {
        Dispute dispute = rows.get(id);
        return may(dispute)
                ? entitled(dispute, periods.get(dispute.period())).stream()
                        .filter(one -> dispute.decider().filter(one.id()::equals).isEmpty())
                        .toList()
                : List.of();
    }

    private List<Participant> entitled(Dispute dispute, Period period) {
        Panel panel = deciders.of(dispute);
        DisputeRules.Routing routing = tables.routing(dispute, panel.managers(), period);
        if (routing.route() == DisputeRules.Route.FINANCE_DIRECTOR) {
            return List.of();
        }
        Set<UserId> done = new HashSet<>(acts.hadDealtWith(dispute));
        if (dispute.course().appealedAt().isPresent()) {
            return panel.overruling(routing.mostOverride(), done);
        }
        done.addAll(acts.ruledNow(dispute));
        return panel.above(routing.mostOverride(), done);
    }

    boolean may(Dispute dispute) {
        return sight.mayAssign(dispute, currentUser.get()) && dispute.state().takesClaims()
                && !dispute.waitsForItsDeal();
    }

    List<Participant> leaders() {
        return reportingLines.managers(periods.businessDate()).stream()
                .map(participants::get)
                .filter(one -> one.user().isPresent())
                .sorted(Comparator.comparing(Participant::name))
                .toList();
    }

    private String who(Optional<ParticipantId> decider) {
        return decider.map(log::nameOf).orElse("the finance director");
    }

    private static String name(Optional<ParticipantId> decider) {
        return decider.map(ParticipantId::value).orElse(Role.FINANCE_DIRECTOR.key());
    }
}
