package io.attain.dispute;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.ledger.Held;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
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
    private final DisputeLog log;

    DisputeHolds(Ledger ledger, Periods periods, Alternatives alternatives, DisputeLog log) {
        this.ledger = ledger;
        this.periods = periods;
        this.alternatives = alternatives;
        this.log = log;
    }

    /**
     * From the answer, or its lack, to the decision each who would lose by the claim is not paid min(loss, unpaid). A
     * filing alone holds nothing, and neither does a claim whose period is being closed.
     */
    void holdLosses(Dispute dispute, Period period) {
        if (!period.isOpen()) {
            return;
        }
        for (Consequence consequence : alternatives.weighed(dispute, Optional.empty(), dispute.proposed())
                .consequences()) {
            Money loss = consequence.difference().negate();
            Money held = loss.compareTo(consequence.before()) < 0 ? loss : consequence.before();
            if (held.isPositive()) {
                ledger.hold(new Hold(
                        "hold:%s:%s".formatted(cause(dispute.id()), consequence.participant().value()),
                        consequence.participant(), period.id(), held, cause(dispute.id())));
                log.note(dispute.id(), "What the claim would take from " + log.nameOf(consequence.participant())
                        + " is held until it is decided; everything else is paid.");
                log.record("dispute.held", dispute.id(), Map.of(
                        "participant", consequence.participant().value(), "amount", held.toString()));
            }
        }
    }

    /** In the deal's period while it is not locked, else in the open one. */
    void release(Dispute dispute, Period period) {
        if (ledger.heldFor(cause(dispute.id())).isEmpty()) {
            return;
        }
        PeriodId into = period.state().isFinal()
                ? periods.findOpenPeriod().map(Period::id).orElse(period.id())
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
