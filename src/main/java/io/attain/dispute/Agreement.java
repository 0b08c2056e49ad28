package io.attain.dispute;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import io.attain.crediting.Share;
import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.shared.Money;

/**
 * Parties who want the same settle it without a decider, where the table of small agreements says so: it is about one
 * claim, nobody has ruled on it, and whoever would have less of the deal has proposed exactly that. Everyone has answered,
 * or the time for it is over. It is recorded as theirs, never as somebody's decision.
 */
@Component
class Agreement {

    private final Acts acts;
    private final Alternatives alternatives;
    private final Limits limits;
    private final Deciders deciders;
    private final Tables tables;
    private final Settling settling;
    private final DisputeLog log;
    private final ObjectProvider<DisputeWorkflow> workflow;

    Agreement(Acts acts, Alternatives alternatives, Limits limits, Deciders deciders, Tables tables, Settling settling,
            DisputeLog log, ObjectProvider<DisputeWorkflow> workflow) {
        this.acts = acts;
        this.alternatives = alternatives;
        this.limits = limits;
        this.deciders = deciders;
        this.tables = tables;
        this.settling = settling;
        this.log = log;
        this.workflow = workflow;
    }

    /** Puts what both sides want in force, if they may settle it; the period and the dispute are locked. */
    void settle(Dispute dispute, List<Share> shares, UserId claimant, Period period) {
        if (!may(dispute, shares, period)) {
            return;
        }
        Act agreed = acts.record(dispute, Act.Kind.AGREEMENT, DisputeState.PARTLY.name(), Optional.of(shares),
                "Both sides want the same.", claimant);
        log.note(dispute.id(), "Both sides want the same, and it is small enough to be theirs to settle: it takes "
                + "effect without a decision.");
        settling.approved(dispute, agreed, period);
        log.record("dispute.agreed", dispute.id(), Map.of("shares", Shares.text(shares)));
        workflow.ifAvailable(port -> port.settled(dispute.id()));
    }

    /** Whether accepting these shares now would settle the dispute. */
    boolean may(Dispute dispute, List<Share> shares, Period period) {
        if (dispute.state() != DisputeState.WITH_MANAGER || dispute.course().round() > 1
                || !dispute.joined().isEmpty() || acts.ruling(dispute).isPresent()
                || !losersProposed(dispute, shares) || Shares.same(shares, dispute.before())) {
            return false;
        }
        Optional<Money> moved = limits.most(alternatives.weighed(dispute, Optional.empty(), shares), period);
        return tables.mayAgree(dispute, moved, deciders.of(dispute).managers(), period);
    }

    private static boolean losersProposed(Dispute dispute, List<Share> shares) {
        return dispute.before().stream()
                .filter(was -> was.percent().compareTo(of(was.participant(), shares)) > 0)
                .filter(was -> !was.participant().equals(dispute.claimant()))
                .allMatch(was -> dispute.counterparts().stream()
                        .filter(party -> party.participant().equals(was.participant()))
                        .flatMap(party -> party.answer().stream())
                        .flatMap(answer -> answer instanceof Answer.Counter(List<Share> theirs)
                                ? Stream.of(theirs)
                                : Stream.empty())
                        .anyMatch(theirs -> Shares.same(theirs, shares)));
    }

    private static BigDecimal of(ParticipantId who, List<Share> shares) {
        return shares.stream().filter(share -> share.participant().equals(who)).map(Share::percent).findFirst()
                .orElse(BigDecimal.ZERO);
    }
}
