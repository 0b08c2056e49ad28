package io.attain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.plan.ExampleRunner.Computed;
import io.attain.plan.ExampleRunner.NotComputable;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

/** Whether a plan keeps what its examples promise. */
@Component
class PlanPromises {

    private static final String REMEDY = "Correct the plan, or what the example expects.";

    private final ExampleRunner runner;

    PlanPromises(ExampleRunner runner) {
        this.runner = runner;
    }

    /** @param plan one in which the checks find no errors */
    List<Finding> check(PlanDefinition plan) {
        List<Finding> findings = new ArrayList<>();
        for (int e = 0; e < plan.examples().size(); e++) {
            Example example = plan.examples().get(e);
            String path = "/examples/" + e;
            switch (runner.run(plan, example)) {
                case NotComputable not -> findings.add(Finding.error(path,
                        "Example \"%s\" cannot be computed: %s".formatted(example.name(), not.reason()),
                        "Add what is missing to the example."));
                case Computed computed -> compare(plan, example, computed, path + "/expect", findings);
            }
        }
        return findings;
    }

    private static void compare(PlanDefinition plan, Example example, Computed computed, String path,
            List<Finding> findings) {
        example.expected().components().forEach((id, expected) -> {
            Rate actual = computed.components().getOrDefault(id, Rate.ZERO);
            if (!actual.equals(expected)) {
                findings.add(Finding.error(path + "/components/" + id,
                        "Example \"%s\": the component \"%s\" comes to %s, not to %s.".formatted(example.name(), id,
                                money(plan, actual), money(plan, expected)),
                        REMEDY));
            }
        });
        example.expected().total().filter(expected -> !expected.equals(computed.total()))
                .ifPresent(expected -> findings.add(Finding.error(path + "/total",
                        "Example \"%s\": the plan pays %s, not %s.".formatted(example.name(),
                                money(plan, computed.total()), money(plan, expected)),
                        REMEDY)));
        List<Example.ExpectedLine> lines = example.expected().lines();
        if (!lines.isEmpty() && !lines.equals(computed.lines())) {
            findings.add(Finding.error(path + "/lines", "Example \"%s\": the lines are %s, not %s."
                    .formatted(example.name(), lines(plan, computed.lines()), lines(plan, lines)), REMEDY));
        }
    }

    private static String lines(PlanDefinition plan, List<Example.ExpectedLine> lines) {
        return lines.isEmpty()
                ? "none"
                : lines.stream().limit(20).map(line -> line.component() + " " + money(plan, line.amount()))
                        .collect(Collectors.joining(", ", "[", lines.size() > 20 ? ", …]" : "]"));
    }

    private static String money(PlanDefinition plan, Rate amount) {
        int digits = plan.currency().getDefaultFractionDigits();
        return amount.value().setScale(Math.max(digits, amount.value().scale())).toPlainString();
    }
}
