package io.attain.calculation.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Money;

import static io.attain.calculation.engine.PlanFixtures.USD;
import static io.attain.calculation.engine.PlanFixtures.plan;
import static org.assertj.core.api.Assertions.assertThat;

/** The commission examples that others have published and the present pay functions cover; the rest waits for its functions. */
class WorkedExamplesTest {

    /** Examples whose constructs the language does not have yet. */
    private static final List<String> NOT_YET = List.of("ORA-FLAT-01", "XACTLY-DRAW-01", "XACTLY-DRAW-02",
            "SPIFF-CLAW-01",
            "ERPNEXT-REQ-01", "CORECOMM-POOL-01", "BONUSPAY-MBO-01", "METASFRESH-01", "NAVX-DIFF-01",
            "SALESCOOKIE-RAMP-01", "CN-COLLECT-01", "GH-FX-SPLIT-01", "SPIFF-LUMP-02");

    private static final JsonNode EXAMPLES = read();

    @TestFactory
    Stream<DynamicTest> holds() {
        return Stream.of(DynamicTest.dynamicTest("ORA-STEP-02", this::oracleRateSplitPerTransaction),
                DynamicTest.dynamicTest("REFERELLO-01", () -> inOne("REFERELLO-01", "sales", "commission")),
                DynamicTest.dynamicTest("SPARROW-01", () -> inOne("SPARROW-01", "sales", "commission")),
                DynamicTest.dynamicTest("COMISH-01", this::quarterlyAccelerator),
                DynamicTest.dynamicTest("EHOW-SPLIT-01", this::flatRateOnSplit),
                DynamicTest.dynamicTest("MYTIME-01", this::tiersResetEveryCycle),
                DynamicTest.dynamicTest("PROWI-OVR-02", this::overrideAboveAThreshold));
    }

    @Test
    void everyExampleIsEitherCoveredOrNamedAsNotYet() {
        List<String> covered = holds().map(DynamicTest::getDisplayName).toList();
        List<String> all = StreamSupport.stream(EXAMPLES.spliterator(), false)
                .map(example -> example.get("id").textValue())
                .toList();
        List<String> named = new ArrayList<>(covered);
        named.addAll(NOT_YET);
        assertThat(named).containsExactlyInAnyOrderElementsOf(all);
    }

    private void oracleRateSplitPerTransaction() {
        JsonNode example = example("ORA-STEP-02");
        assertThat(pays(plan(tiers(example, "rate"), "credit"), 0, texts(example.at("/inputs/transactions"))))
                .isEqualTo(monies(example.at("/expected/payout")));
    }

    private void inOne(String id, String input, String output) {
        JsonNode example = example(id);
        assertThat(pays(plan(tiers(example, "rate")), 0, List.of(example.get("inputs").get(input).textValue())))
                .containsExactly(Money.of(example.get("expected").get(output).textValue(), USD));
        // Nothing changes when the same sales come in many parts.
        BigDecimal part = new BigDecimal(example.get("inputs").get(input).textValue()).divide(BigDecimal.valueOf(100));
        assertThat(pays(plan(tiers(example, "rate")), 0, Collections.nCopies(100, part.toPlainString())).stream()
                .reduce(Money::plus)).contains(Money.of(example.get("expected").get(output).textValue(), USD));
    }

    private void quarterlyAccelerator() {
        JsonNode example = example("COMISH-01");
        StringBuilder tiers = new StringBuilder();
        example.at("/plan/tiers").forEach(tier -> tiers.append(tiers.isEmpty() ? "" : ",").append("""
				{"from": %s, "rate": %s}""".formatted(tier.get("from_att"), tier.get("rate"))));
        PlanDefinition plan = plan("""
				{"type": "marginal-tiers", "on": "attainment", "tiers": [%s]}""".formatted(tiers));
        long quota = Money.of(example.at("/plan/quota").textValue(), USD).minor();
        List<Money> paid = pays(plan, quota, List.of(example.at("/inputs/revenue").textValue()));
        assertThat(paid).containsExactly(Money.of(example.at("/expected/commission").textValue(), USD));
        assertThat(paid.getFirst().toDecimal().movePointRight(2).divide(
                new BigDecimal(example.at("/inputs/revenue").textValue()),
                3, RoundingMode.UNNECESSARY))
                .isEqualByComparingTo(example.at("/expected/effective_rate_pct").textValue());
    }

    private void flatRateOnSplit() {
        JsonNode example = example("EHOW-SPLIT-01");
        List<BigDecimal> weights = texts(example.at("/plan/split")).stream().map(BigDecimal::new).toList();
        List<String> shares = Money.of(example.at("/inputs/sale").textValue(), USD).allocate(weights).stream()
                .map(share -> share.toDecimal().toPlainString()).toList();
        PlanDefinition plan = plan("""
				{"type": "flat-rate", "rate": %s}""".formatted(example.at("/plan/rate")));
        assertThat(pays(plan, 0, shares)).containsExactly(Money.of(example.at("/expected/share_a").textValue(), USD),
                Money.of(example.at("/expected/share_b").textValue(), USD));
    }

    private void tiersResetEveryCycle() {
        JsonNode example = example("MYTIME-01");
        // Half-open bands [0, 500), [500, 3000), [3000, …), as the note of the example has them.
        PlanDefinition plan = plan(
                """
				{"type": "marginal-tiers", "on": "measure",
				 "tiers": [{"from": "0", "rate": "0.25"}, {"from": "500", "rate": "0.30"}, {"from": "3000", "rate": "0.40"}]}""");
        List<Money> cycles = texts(example.at("/inputs/cycles")).stream()
                .map(sales -> pays(plan, 0, List.of(sales)).getFirst())
                .toList();
        assertThat(cycles).isEqualTo(monies(example.at("/expected/cycles")));
        assertThat(cycles.stream().reduce(Money::plus))
                .contains(Money.of(example.at("/expected/total").textValue(), USD));
    }

    private void overrideAboveAThreshold() {
        JsonNode example = example("PROWI-OVR-02");
        PlanDefinition plan = plan("""
				{"type": "marginal-tiers", "on": "measure",
				 "tiers": [{"from": "0", "rate": "0"}, {"from": %s, "rate": %s}]}"""
                .formatted(example.at("/plan/threshold"), example.at("/plan/override_rate")));
        assertThat(pays(plan, 0, List.of(example.at("/inputs/team_sales").textValue())))
                .containsExactly(Money.of(example.at("/expected/override").textValue(), USD));
    }

    private static String tiers(JsonNode example, String rate) {
        StringBuilder tiers = new StringBuilder();
        example.at("/plan/tiers").forEach(tier -> tiers.append(tiers.isEmpty() ? "" : ",").append("""
				{"from": %s, "rate": %s}""".formatted(tier.get("from"), tier.get(rate))));
        return """
				{"type": "marginal-tiers", "on": "measure", "tiers": [%s]}""".formatted(tiers);
    }

    private static List<Money> pays(PlanDefinition plan, long quota, List<String> sales) {
        List<Oracle.Credit> credits = sales.stream()
                .map(sale -> new Oracle.Credit(1, Money.of(new BigDecimal(sale).setScale(2), USD).minor(),
                        CreditSelection.Role.DIRECT, Map.of()))
                .toList();
        Lines lines = CalculatorTest.calculate(plan, Map.of("commission", quota), credits);
        List<Money> paid = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            paid.add(Money.ofMinor(lines.amount(line), USD));
        }
        return paid;
    }

    private static JsonNode example(String id) {
        return StreamSupport.stream(EXAMPLES.spliterator(), false)
                .filter(example -> example.get("id").textValue().equals(id))
                .findFirst().orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
    }

    private static List<Money> monies(JsonNode array) {
        return texts(array).stream().map(amount -> Money.of(amount, USD)).toList();
    }

    private static JsonNode read() {
        try (InputStream in = WorkedExamplesTest.class.getResourceAsStream("/worked-examples.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in)).get("examples");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
