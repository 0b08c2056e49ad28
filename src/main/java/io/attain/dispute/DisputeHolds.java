package io.attain.dispute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import io.attain.calculation.ParticipantResult;
import io.attain.crediting.Share;
import io.attain.ledger.Held;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;

/** What an open dispute holds back, by ledger entries that name it. */
@Component
class DisputeHolds {

    private final Ledger ledger;
    private final Periods periods;
    private final Alternatives alternatives;
    private final Earned earned;
    private final DisputeLog log;

    DisputeHolds(Ledger ledger, Periods periods, Alternatives alternatives, Earned earned, DisputeLog log) {
        this.ledger = ledger;
        this.periods = periods;
        this.alternatives = alternatives;
        this.earned = earned;
        this.log = log;
    }

    /**
     * Each who would lose by the claim is not paid min(loss, unpaid) until it is decided; of a locked period, which is paid,
     * from what is earned in the open one. A filing alone holds nothing, and neither does a close that is under way. What is held already counts: repeated it changes nothing.
     */
    void holdLosses(Dispute dispute, Period period) {
        Optional<Period> from = period.state().isFinal()
                ? periods.findOpenPeriod(period.calendar()).map(Period::id).map(periods::hold)
                : Optional.of(period);
        if (from.filter(Period::isOpen).isEmpty() || dispute.proposed().isEmpty()) {
            return;
        }
        Period open = from.get();
        Map<ParticipantId, Held> held = new HashMap<>();
        ledger.heldFor(cause(dispute.id())).forEach(one -> held.put(one.participant(), one));
        Map<ParticipantId, Money> losses = new TreeMap<>();
        for (List<Share> claimed : dispute.claimed()) {
            for (Consequence consequence : alternatives.weighed(dispute, Optional.empty(), claimed).consequences()) {
                losses.merge(consequence.participant(), consequence.difference().negate(),
                        (one, other) -> one.compareTo(other) < 0 ? other : one);
            }
        }
        losses.values().removeIf(loss -> !loss.isPositive());
        if (losses.isEmpty()) {
            return;
        }
        Map<ParticipantId, ParticipantResult> unpaid = earned.in(open, losses.keySet());
        losses.replaceAll((participant, loss) -> {
            Money most = Optional.ofNullable(unpaid.get(participant)).map(ParticipantResult::total)
                    .orElse(Money.zero(loss.currency()));
            return loss.compareTo(most) < 0 ? loss : most;
        });
        losses.forEach((participant, wanted) -> {
            Optional<Held> there = Optional.ofNullable(held.get(participant));
            Money more = there.map(one -> wanted.minus(one.amount())).orElse(wanted);
            if (more.isPositive()) {
                ledger.hold(new Hold(
                        "hold:%s:%s:%d:%d".formatted(cause(dispute.id()), participant.value(),
                                dispute.course().round(), there.map(Held::movements).orElse(0)),
                        participant, open.id(), more, cause(dispute.id())));
                log.note(dispute.id(), "What the claim would take from " + log.nameOf(participant)
                        + " is held until it is decided; everything else is paid.");
                log.record("dispute.held", dispute.id(), Map.of(
                        "participant", participant.value(), "amount", more.toString()));
            }
        });
    }

    /** In the deal's period while it is not locked, else in the open one. */
    void release(Dispute dispute, Period period) {
        if (ledger.heldFor(cause(dispute.id())).isEmpty()) {
            return;
        }
        PeriodId into = period.state().isFinal()
                ? periods.findOpenPeriod(period.calendar()).map(Period::id).orElse(period.id())
                : period.id();
        ledger.releaseAll(cause(dispute.id()), into);
        log.note(dispute.id(), "What was held is released.");
        log.record("dispute.released", dispute.id(), Map.of("period", into.value()));
    }

    /** What is held from whom until the dispute is decided. */
    List<Held> held(DisputeId id) {
        return ledger.heldFor(cause(id));
    }

    static String cause(DisputeId id) {
        return "dispute/" + id;
    }
}
