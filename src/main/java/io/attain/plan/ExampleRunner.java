package io.attain.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.attain.plan.language.Example;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/** Says what an example of a plan comes to. Implemented where pay is worked out. */
public interface ExampleRunner {

    /** What came of running an example. */
    sealed interface Outcome {
    }

    /** @param periods at least one, in order */
    record Computed(List<InPeriod> periods) implements Outcome {

        public Computed {
            periods = List.copyOf(periods);
        }

        public InPeriod first() {
            return periods.getFirst();
        }
    }

    /**
     * What one period comes to, in major units.
     *
     * @param components what each component earned; all of them
     * @param lines      in their order
     * @param pay        every figure
     * @param steps      from earned to paid, in sentences
     */
    record InPeriod(DateRange days, Map<String, Rate> components, List<Example.ExpectedLine> lines,
            Map<PayFigure, Rate> pay, List<Text> steps) {

        public InPeriod {
            components = Map.copyOf(components);
            lines = List.copyOf(lines);
            pay = Collections.unmodifiableMap(new EnumMap<>(pay));
            steps = List.copyOf(steps);
        }

        /** Σ of the components. */
        public Rate total() {
            return components.values().stream()
                    .reduce(Rate.ZERO, (sum, earned) -> new Rate(sum.value().add(earned.value())));
        }

        public Rate pay(PayFigure figure) {
            return pay.getOrDefault(figure, Rate.ZERO);
        }
    }

    record NotComputable(String reason) implements Outcome {}

    /** @param plan one in which the checks find no errors */
    Outcome run(PlanDefinition plan, Example example);
}
