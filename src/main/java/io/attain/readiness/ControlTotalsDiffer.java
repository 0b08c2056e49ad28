package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** What a source says it delivered is not what is there. */
@Component
class ControlTotalsDiffer implements CloseRule {

    private final ControlTotals totals;

    ControlTotalsDiffer(ControlTotals totals) {
        this.totals = totals;
    }

    @Override
    public String id() {
        return "control-total";
    }

    @Override
    public String title() {
        return "Control total differs";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return totals.of(period.id()).stream()
                .filter(total -> !total.agrees())
                .limit(MOST)
                .map(total -> new Found(
                        "%s %s %s".formatted(total.source(), total.kind(), total.arrivedTotal().currency()),
                        "%s says %d %s events%s; %d are here, %s together.".formatted(total.source(), total.events(),
                                total.kind().toLowerCase(java.util.Locale.ROOT),
                                total.total().map(sum -> " of " + sum).orElse(""), total.arrived(),
                                total.arrivedTotal()),
                        "Import what is missing, or enter the total that the source stands by."))
                .toList();
    }
}
