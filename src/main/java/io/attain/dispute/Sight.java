package io.attain.dispute;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.Duty;
import io.attain.identity.Role;
import io.attain.identity.Substitutions;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;

/** Who may see a dispute, and who may decide it. */
@Component
class Sight {

    private final DisputeRows rows;
    private final Acts acts;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Periods periods;
    private final Substitutions substitutions;
    private final CurrentUser currentUser;

    Sight(DisputeRows rows, Acts acts, Participants participants, ReportingLines reportingLines, Periods periods,
            Substitutions substitutions, CurrentUser currentUser) {
        this.rows = rows;
        this.acts = acts;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.periods = periods;
        this.substitutions = substitutions;
        this.currentUser = currentUser;
    }

    /** The disputes the current user is a party of, the latest first. */
    List<Dispute> mine() {
        return rows.ofParty(currentUser.get().id());
    }

    /** The disputes the current user may see as a superior: those he decides and those of people below him. */
    List<Dispute> ofManager() {
        User user = currentUser.get();
        Set<String> below = new HashSet<>(Set.of(""));
        participants
                .byUser(user.id())
                .ifPresent(me -> reportingLines
                        .everyoneBelow(me.id(), periods.businessDate())
                        .forEach(p -> below.add(p.value())));
        return rows.underManager(user.id(), below);
    }

    /** What the current user may see, the latest first, whatever his role. */
    List<Dispute> visible() {
        if (seesAll(currentUser.get())) {
            return rows.all();
        }
        Map<DisputeId, Dispute> visible = new TreeMap<>(Comparator.comparingLong(DisputeId::value).reversed());
        mine().forEach(d -> visible.put(d.id(), d));
        ofManager().forEach(d -> visible.put(d.id(), d));
        return List.copyOf(visible.values());
    }

    /** The open disputes that these people are party of or decide. */
    Set<DisputeId> openOf(Set<UserId> people) {
        return rows.openOf(people);
    }

    /** Whether the current user may see a dispute: its parties, their superiors, and the roles that see all. */
    boolean maySee(DisputeId id) {
        return rows.find(id).map(dispute -> maySee(dispute, currentUser.get())).orElse(false);
    }

    boolean maySee(Dispute dispute, User user) {
        if (seesAll(user)
                || dispute.partyUsers().contains(user.id())
                || mayDecide(dispute, user)) {
            return true;
        }
        return participants
                .byUser(user.id())
                .map(me -> dispute.parties().stream()
                        .anyMatch(party -> reportingLines.isAbove(me.id(), party, dispute.asOf())))
                .orElse(false);
    }

    /** Whether this person decides the dispute, for himself or in place of a decider who is away; never a party. */
    boolean mayDecide(Dispute dispute, User user) {
        return isDecider(dispute, user) || !dispute.partyUsers().contains(user.id()) && user.has(Role.MANAGER)
                && !acts.hadDealtWith(dispute).contains(user.id())
                && dispute.deciderUser()
                        .filter(decider -> substitutions.standsIn(user.id(), decider, Duty.DISPUTES)).isPresent();
    }

    /** Whether this person decides the dispute: the decider of the reporting line, or, where it is exhausted, finance's director. */
    boolean isDecider(Dispute dispute, User user) {
        if (dispute.partyUsers().contains(user.id())) {
            return false;
        }
        return dispute.deciderUser().isPresent()
                ? dispute.deciderUser().get().equals(user.id())
                : user.has(Role.FINANCE_DIRECTOR) && !acts.hadDealtWith(dispute).contains(user.id());
    }

    /**
     * Whether this person hands the decision to another: compensation, or who decides now; no party, and nobody who only
     * stands in.
     */
    boolean mayAssign(Dispute dispute, User user) {
        return isDecider(dispute, user) || mayTriage(dispute, user);
    }

    /** Whether this person triages claims or reviews decisions of the dispute: a comp admin who is no party. */
    boolean mayTriage(Dispute dispute, User user) {
        return user.has(Role.COMP_ADMIN) && !dispute.partyUsers().contains(user.id());
    }

    boolean mayReview(Dispute dispute, User user) {
        return mayTriage(dispute, user) && !acts.ruledNow(dispute).contains(user.id());
    }

    /** Whether this person approves what was decided; once finance was late, its director does. */
    boolean mayApprove(Dispute dispute, User user) {
        return (user.has(Role.FINANCE_DIRECTOR) || (user.has(Role.FINANCE) && !dispute.course().approvalLate()))
                && !dispute.partyUsers().contains(user.id())
                && !acts.decidedNow(dispute).contains(user.id());
    }

    static boolean seesAll(User user) {
        return user.has(Role.COMP_ADMIN)
                || user.has(Role.FINANCE)
                || user.has(Role.FINANCE_DIRECTOR)
                || user.has(Role.AUDITOR);
    }
}
