package io.attain.calculation.engine;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.Formula;
import io.attain.plan.language.Gate;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

/** The version changes on 1 March, and with it who looks at whose earnings. */
class AmendedFormulasTest {

    private static final DateRange QUARTER = new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1));
    private static final int MARCH = (int) LocalDate.of(2017, 3, 1).toEpochDay();

    private static final PayFunction TENTH = new FlatRate(Rate.of("0.1"));
    private static final PayFunction SHARE_OF_A_TENTH = new FlatRate(Rate.of("0.01"));

    @Test
    void whatTheFirstVersionLooksAtIsPaidBeforeItAlsoWhereTheSecondDoesNotLook() {
        Lines lines = calculated(plan(component("bonus", SHARE_OF_A_TENTH, "earned(\"base\") > 50"),
                component("base", TENTH, "")),
                plan(component("bonus", SHARE_OF_A_TENTH, ""), component("base", TENTH, "")));

        assertThat(lines.obstacle()).isEmpty();
        assertThat(lines.amount(0)).as("1 % of 1,000, the gate being open").isEqualTo(10_00);
    }

    @Test
    void versionsThatLookAtEachOtherCrosswiseAreRefusedByName() {
        Lines lines = calculated(plan(component("bonus", SHARE_OF_A_TENTH, "earned(\"base\") > 50"),
                component("base", TENTH, "")),
                plan(component("bonus", SHARE_OF_A_TENTH, ""), component("base", TENTH, "earned(\"bonus\") > 1")));

        assertThat(lines.obstacle()).hasValueSatisfying(said -> assertThat(said)
                .contains("versions of the plan \"p\"").contains("\"bonus\""));
    }

    private static Lines calculated(PlanDefinition first, PlanDefinition second) {
        Vocabulary vocabulary = Vocabulary.of(List.of(first, second));
        CreditColumns credits = new CreditColumns(vocabulary);
        credits.add((int) LocalDate.of(2017, 1, 10).toEpochDay(), 1_000_00, CreditSelection.Role.DIRECT, field -> "");
        Participation participation = Participation.of(List.of(
                new Participation.Segment(CompiledPlan.compile(first, vocabulary), 0, MARCH),
                new Participation.Segment(CompiledPlan.compile(second, vocabulary), MARCH, Integer.MAX_VALUE)),
                Map.of(), 0);
        Lines lines = new Lines();
        new Calculator().calculate(Payee.of("ann", credits, List.of(participation)), QUARTER, lines);
        return lines;
    }

    private static PlanDefinition plan(Component... components) {
        return PlanDefinition.of("p", "P", PlanFixtures.USD, "quarters", DateRange.since(LocalDate.EPOCH),
                List.of(components));
    }

    private static Component component(String id, PayFunction pay, String gate) {
        Modifiers modifiers = gate.isEmpty()
                ? Modifiers.NONE
                : new Modifiers(List.of(),
                        Optional.of(new Gate(new Formula(gate), Rate.ZERO)),
                        Optional.empty(), Optional.empty(), Optional.empty());
        return new Component(id, Text.of(id), CreditSelection.all(), new Measure.Amount(), Window.PERIOD,
                Optional.empty(), Optional.empty(), pay, modifiers, Payment.AT_ONCE);
    }
}
