package io.attain.dispute;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.calculation.ParticipantResult;
import io.attain.calculation.Run;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.EventKey;

/** What people earn in a period: as it stands while it is open, as it was closed once it is locked. */
@Component
class Earned {

    private final Runs runs;
    private final Periods periods;
    private final PayPeriods payPeriods;

    Earned(Runs runs, Periods periods, PayPeriods payPeriods) {
        this.runs = runs;
        this.periods = periods;
        this.payPeriods = payPeriods;
    }

    Period period(PeriodId id) {
        return periods.get(id);
    }

    /** Of each in the period that pays him for the deal. */
    Map<ParticipantId, ParticipantResult> forDeal(PeriodId own, EventKey deal, Set<ParticipantId> who) {
        Map<ParticipantId, ParticipantResult> results = new HashMap<>();
        payPeriods.of(periods.get(own), deal, who).forEach((period, people) -> results.putAll(in(period, people)));
        return results;
    }

    Map<ParticipantId, ParticipantResult> in(Period period, Set<ParticipantId> who) {
        if (!period.state().isFinal()) {
            return runs.preview(period.id(), who).results();
        }
        Map<ParticipantId, ParticipantResult> closed = new HashMap<>();
        Optional<Run> run = runs.current(period.id());
        run.ifPresent(by -> who.forEach(
                one -> runs.resultOf(by.id(), one).ifPresent(result -> closed.put(one, result))));
        return closed;
    }
}
