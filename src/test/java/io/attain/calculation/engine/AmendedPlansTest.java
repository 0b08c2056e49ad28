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
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Text;
import io.attain.plan.language.Tiers;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

/** The version changes on 1 March, and with it who looks at whose earnings. */
class AmendedPlansTest {

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

    @Test
    void aVersionMayHaveFewerTiersThanTheOneBefore() {
        PayFunction three = new MarginalTiers(Tiers.Basis.MEASURE, Optional.empty(),
                List.of(tier("0", "0.01"), tier("100", "0.02"), tier("200", "0.03")));
        PayFunction one = new MarginalTiers(Tiers.Basis.MEASURE, Optional.empty(), List.of(tier("0", "0.05")));
        Lines lines = calculated(plan(component("c", three, "")), plan(component("c", one, "")),
                LocalDate.of(2017, 1, 10), LocalDate.of(2017, 1, 11), LocalDate.of(2017, 3, 10));

        assertThat(lines.obstacle()).isEmpty();
        assertThat(List.of(lines.amount(0), lines.amount(1), lines.amount(2)))
                .as("1 + 2 + 24 of 1,000 through three tiers; 3 %% above; 5 %% in March")
                .containsExactly(27_00L, 30_00L, 50_00L);
    }

    private static Tiers.Tier tier(String from, String rate) {
        return new Tiers.Tier(Rate.of(from), false, new Tiers.OwnRate(Rate.of(rate)));
    }

    private static Lines calculated(PlanDefinition first, PlanDefinition second) {
        return calculated(first, second, LocalDate.of(2017, 1, 10));
    }

    private static Lines calculated(PlanDefinition first, PlanDefinition second, LocalDate... sales) {
        Vocabulary vocabulary = Vocabulary.of(List.of(first, second));
        CreditColumns credits = new CreditColumns(vocabulary);
        for (LocalDate day : sales) {
            credits.add((int) day.toEpochDay(), 1_000_00, CreditSelection.Role.DIRECT, field -> "");
        }
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
