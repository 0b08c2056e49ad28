package io.attain.payable;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.attain.plan.PlanTemplate;
import io.attain.plan.PlanTemplates;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.Example;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.Payment;

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
        assertThat(example.expected().total()).isPresent();
        Promised.holds(template.definition(), example);
    }

    @Test
    void whateverWaitsIsAdvancedOrGuaranteedIsShownUpToWhatIsPaid() {
        assertThat(new PlanTemplates().list()).map(PlanTemplate::definition)
                .filteredOn(plan -> plan.pay().draw().isPresent() || plan.components().stream()
                        .anyMatch(one -> !one.payment().equals(Payment.AT_ONCE)
                                || one.credits().events().contains(EventKind.COLLECTION)))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(plan -> assertThat(plan.examples()).as(plan.id())
                        .anyMatch(example -> example.expected().pay().containsKey(PayFigure.PAID)));
    }
}
