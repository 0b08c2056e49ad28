package io.attain.payable;

import java.util.List;

import io.attain.plan.ExampleRunner.Computed;
import io.attain.plan.ExampleRunner.InPeriod;
import io.attain.plan.language.Example;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.shared.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/** Examples of plans, run and compared with what they promise. */
final class Promised {

    private Promised() {}

    /** Only what is written is compared, as for a version that is submitted. */
    static void holds(PlanDefinition plan, Example example) {
        assertThat(new PaidExamples().run(plan, example)).as(example.name())
                .isInstanceOfSatisfying(Computed.class, computed -> {
                    assertThat(computed.periods()).hasSameSizeAs(example.all());
                    for (int k = 0; k < computed.periods().size(); k++) {
                        holds(example.all().get(k), computed.periods().get(k), example.name() + ", period " + (k + 1));
                    }
                });
    }

    private static void holds(Example.Expected expected, InPeriod computed, String name) {
        assertThat(computed.components()).as(name).containsAllEntriesOf(expected.components());
        expected.total().ifPresent(total -> assertThat(computed.total()).as(name).isEqualTo(total));
        assertThat(computed.pay()).as(name).containsAllEntriesOf(expected.pay());
        if (!expected.lines().isEmpty()) {
            assertThat(computed.lines()).as(name).isEqualTo(expected.lines());
        }
    }

    /** A plan in which nothing is found. */
    static PlanDefinition sound(String document) {
        PlanDefinition plan = read(document);
        assertThat(PlanChecks.of(plan)).filteredOn(Finding::isError).isEmpty();
        return plan;
    }

    static PlanDefinition read(String document) {
        return switch (PlanReader.read(document)) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(List.copyOf(unreadable.findings()));
        };
    }
}
