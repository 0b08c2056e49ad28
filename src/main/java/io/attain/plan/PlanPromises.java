package io.attain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.plan.ExampleRunner.Computed;
import io.attain.plan.ExampleRunner.InPeriod;
import io.attain.plan.ExampleRunner.NotComputable;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

/** Whether a plan keeps what its examples promise. */
@Component
class PlanPromises {

    private static final int MOST_STEPS = 20;
    private static final String REMEDY = "Correct the plan, or what the example expects.";

    private final ExampleRunner runner;

    PlanPromises(ExampleRunner runner) {
        this.runner = runner;
    }

    /** @param plan one in which the checks find no errors */
    List<Finding> check(PlanDefinition plan) {
        return all(plan).stream().flatMap(example -> example.findings().stream()).toList();
    }

    /**
     * Every example with what it comes to.
     *
     * @param plan one in which the checks find no errors
     */
    List<RunExample> all(PlanDefinition plan) {
        List<RunExample> all = new ArrayList<>();
        for (int e = 0; e < plan.examples().size(); e++) {
            Example example = plan.examples().get(e);
            ExampleRunner.Outcome outcome = runner.run(plan, example);
            all.add(new RunExample(example, outcome, findings(plan, example, outcome, "/examples/" + e)));
        }
        return all;
    }

    private static List<Finding> findings(PlanDefinition plan, Example example, ExampleRunner.Outcome outcome,
            String path) {
        List<Finding> findings = new ArrayList<>();
        switch (outcome) {
            case NotComputable not -> findings.add(Finding.error(path,
                    "Example \"%s\" cannot be computed: %s".formatted(example.name(), not.reason()),
                    "Add what is missing to the example."));
            case Computed computed -> {
                for (int k = 0; k < computed.periods().size(); k++) {
                    String name = k == 0
                            ? "Example \"%s\"".formatted(example.name())
                            : "Example \"%s\", period %d".formatted(example.name(), k + 1);
                    compare(plan, new Promise(name, example.all().get(k)), computed.periods().get(k),
                            k == 0 ? path + "/expect" : path + "/then/" + (k - 1), findings);
                }
            }
        }
        return findings;
    }

    private record Promise(String name, Example.Expected expected) {}

    private static void compare(PlanDefinition plan, Promise promise, InPeriod computed, String path,
            List<Finding> findings) {
        Example.Expected all = promise.expected();
        all.components().forEach((id, expected) -> {
            Rate actual = computed.components().getOrDefault(id, Rate.ZERO);
            if (!actual.equals(expected)) {
                findings.add(Finding.error(path + "/components/" + id,
                        "%s: the component \"%s\" comes to %s, not to %s.".formatted(promise.name(), id,
                                money(plan, actual), money(plan, expected)),
                        REMEDY));
            }
        });
        all.total().filter(expected -> !expected.equals(computed.total()))
                .ifPresent(expected -> findings.add(Finding.error(path + "/total",
                        "%s: what is earned comes to %s, not to %s.".formatted(promise.name(),
                                money(plan, computed.total()), money(plan, expected)),
                        REMEDY)));
        List<Example.ExpectedLine> lines = all.lines();
        if (!lines.isEmpty() && !lines.equals(computed.lines())) {
            findings.add(Finding.error(path + "/lines", "%s: the lines are %s, not %s."
                    .formatted(promise.name(), lines(plan, computed.lines()), lines(plan, lines)), REMEDY));
        }
        all.pay().forEach((figure, expected) -> {
            Rate actual = computed.pay(figure);
            if (!actual.equals(expected)) {
                findings.add(Finding.error(path + figure.path(), "%s: %s comes to %s, not to %s. %s".formatted(
                        promise.name(), figure.inWords(), money(plan, actual), money(plan, expected), why(computed)),
                        REMEDY));
            }
        });
    }

    private static String why(InPeriod computed) {
        List<Text> steps = computed.steps();
        return steps.stream().limit(MOST_STEPS).map(step -> step.in(Locale.ENGLISH))
                .collect(Collectors.joining(" ", "", steps.size() > MOST_STEPS ? " …" : ""));
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
