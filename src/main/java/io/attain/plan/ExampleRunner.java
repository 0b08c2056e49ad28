package io.attain.plan;

import java.util.List;
import java.util.Map;

import io.attain.plan.language.Example;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Rate;

/** Says what an example of a plan comes to. Implemented where pay is calculated. */
public interface ExampleRunner {

    /** What came of running an example. */
    sealed interface Outcome {
    }

    /**
     * @param components what each component earned, in major units; all of them
     * @param lines      in their order
     */
    record Computed(Map<String, Rate> components, List<Example.ExpectedLine> lines) implements Outcome {

        public Computed {
            components = Map.copyOf(components);
            lines = List.copyOf(lines);
        }

        /** Σ of the components. */
        public Rate total() {
            return components.values().stream()
                    .reduce(Rate.ZERO, (sum, earned) -> new Rate(sum.value().add(earned.value())));
        }
    }

    record NotComputable(String reason) implements Outcome {}

    /** @param plan one in which the checks find no errors */
    Outcome run(PlanDefinition plan, Example example);
}
