package io.attain.calculation;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

import io.attain.plan.language.Component;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** What the person of an example earns. */
public sealed interface ExampleEarnings {

    /** @param periods at least one, in order */
    record Earned(List<InPeriod> periods) implements ExampleEarnings {

        public Earned {
            periods = List.copyOf(periods);
        }
    }

    /**
     * One period.
     *
     * @param inPlan the days in the plan, before and after the period too
     * @param target the target variable pay of the whole period
     * @param lines  in their order
     */
    record InPeriod(DateRange days, DateRange inPlan, Money target, List<Line> lines) {

        public InPeriod {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param event the place of its event among those of the person; none where there is no credit, as of a bonus
     * @param on    the day of the event; the last day of the period where there is none
     */
    record Line(Component component, OptionalInt event, LocalDate on, Money amount) {}

    record NotComputable(String reason) implements ExampleEarnings {}
}
