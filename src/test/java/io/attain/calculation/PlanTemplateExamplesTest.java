package io.attain.calculation;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.attain.plan.ExampleRunner.Computed;
import io.attain.plan.PlanTemplate;
import io.attain.plan.PlanTemplates;
import io.attain.plan.language.Example;

import static org.assertj.core.api.Assertions.assertThat;

/** Every template pays what its examples promise. */
class PlanTemplateExamplesTest {

    @TestFactory
    Stream<DynamicTest> everyExampleHolds() {
        return new PlanTemplates().list().stream().flatMap(template -> template.definition().examples().stream()
                .map(example -> DynamicTest.dynamicTest(template.id() + ": " + example.name(),
                        () -> holds(template, example))));
    }

    private static void holds(PlanTemplate template, Example example) {
        Example.Expected expected = example.expected();
        assertThat(expected.total()).isPresent();
        assertThat(new CalculatedExamples().run(template.definition(), example))
                .isInstanceOfSatisfying(Computed.class, computed -> {
                    assertThat(computed.total()).isEqualTo(expected.total().orElseThrow());
                    assertThat(computed.components()).containsAllEntriesOf(expected.components());
                    if (!expected.lines().isEmpty()) {
                        assertThat(computed.lines()).isEqualTo(expected.lines());
                    }
                });
    }
}
