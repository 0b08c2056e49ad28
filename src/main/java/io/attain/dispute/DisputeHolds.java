package io.attain.dispute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import io.attain.calculation.ParticipantResult;
import io.attain.crediting.Share;
import io.attain.ledger.Held;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;

/** What an open dispute holds back, by ledger entries that name it. */
@Component
class DisputeHolds {

    private final Ledger ledger;
    private final Periods periods;
    private final PayPeriods payPeriods;
    private final Alternatives alternatives;
    private final Earned earned;
    private final Participants participants;
    private final InPay inPay;
    private final DisputeLog log;

    DisputeHolds(Ledger ledger, Periods periods, PayPeriods payPeriods, Alternatives alternatives, Earned earned,
            Participants participants, InPay inPay, DisputeLog log) {
        this.ledger = ledger;
        this.periods = periods;
        this.payPeriods = payPeriods;
        this.alternatives = alternatives;
        this.earned = earned;
        this.participants = participants;
        this.inPay = inPay;
        this.log = log;
    }

    /**
     * Each who would lose by the claim is not paid min(loss, unpaid) until it is decided, in the period that pays him;
     * of a locked period, which is paid, from what is earned in the open one of the same calendar. A filing alone holds
     * nothing, and neither does a close that is under way. What is held already counts: repeated it changes nothing.
     */
    void holdLosses(Dispute dispute, Period own) {
        if (dispute.proposed().isEmpty()) {
            return;
        }
        Map<ParticipantId, Money> losses = losses(dispute);
        Map<ParticipantId, Held> held = new HashMap<>();
        ledger.heldFor(cause(dispute.id())).forEach(one -> held.put(one.participant(), one));
        payPeriods.of(own, dispute.deal(), losses.keySet()).forEach((pays, people) -> {
            Optional<Period> from = pays.state().isFinal()
                    ? periods.findOpenPeriod(pays.calendar()).map(Period::id).map(periods::hold)
                    : Optional.of(pays);
            if (from.filter(Period::isOpen).isEmpty() || people.isEmpty()) {
                return;
            }
            Map<ParticipantId, ParticipantResult> unpaid = earned.in(from.get(), people);
            InPay.AtPeriod paid = inPay.at(from.get());
            for (ParticipantId participant : people) {
                Money loss = Objects.requireNonNull(losses.get(participant));
                Money most = Optional.ofNullable(unpaid.get(participant)).map(ParticipantResult::total)
                        .map(total -> paid.of(total, participants.get(participant)))
                        .orElse(Money.zero(loss.currency()));
                hold(dispute, participant, from.get(), loss.compareTo(most) < 0 ? loss : most,
                        Optional.ofNullable(held.get(participant)));
            }
        });
    }

    /** The most that each would lose by any of the claims. */
    private Map<ParticipantId, Money> losses(Dispute dispute) {
        Map<ParticipantId, Money> losses = new TreeMap<>();
        for (List<Share> claimed : dispute.claimed()) {
            for (Consequence consequence : alternatives.weighed(dispute, Optional.empty(), claimed).consequences()) {
                losses.merge(consequence.participant(), consequence.difference().negate(),
                        (one, other) -> one.compareTo(other) < 0 ? other : one);
            }
        }
        losses.values().removeIf(loss -> !loss.isPositive());
        return losses;
    }

    private void hold(Dispute dispute, ParticipantId participant, Period open, Money wanted, Optional<Held> there) {
        Money more = there.map(one -> wanted.minus(one.amount())).orElse(wanted);
        if (!more.isPositive()) {
            return;
        }
        ledger.hold(new Hold(
                "hold:%s:%s:%d:%d".formatted(cause(dispute.id()), participant.value(), dispute.course().round(),
                        there.map(Held::movements).orElse(0)),
                participant, open.id(), more, cause(dispute.id())));
        log.note(dispute.id(), "What the claim would take from " + log.nameOf(participant)
                + " is held until it is decided; everything else is paid.");
        log.record("dispute.held", dispute.id(), Map.of(
                "participant", participant.value(), "amount", more.toString()));
    }

    /** For each in the period that pays him while it is not locked, else in the open one of that calendar. */
    void release(Dispute dispute, Period own) {
        List<Held> held = ledger.heldFor(cause(dispute.id()));
        if (held.isEmpty()) {
            return;
        }
        payPeriods.of(own, dispute.deal(), held.stream().map(Held::participant).toList()).forEach((pays, people) -> {
            PeriodId into = pays.state().isFinal()
                    ? periods.findOpenPeriod(pays.calendar()).map(Period::id).orElse(pays.id())
                    : pays.id();
            held.stream().filter(one -> people.contains(one.participant())).forEach(one -> ledger.release(new Hold(
                    "release:%s:%s:%s:%d".formatted(one.cause(), one.participant().value(), into, one.movements()),
                    one.participant(), into, one.amount(), one.cause())));
            if (!people.isEmpty()) {
                log.record("dispute.released", dispute.id(), Map.of("period", into.value()));
            }
        });
        log.note(dispute.id(), "What was held is released.");
    }

    /** What is held from whom until the dispute is decided. */
    List<Held> held(DisputeId id) {
        return ledger.heldFor(cause(id));
    }

    static String cause(DisputeId id) {
        return "dispute/" + id;
    }
}
