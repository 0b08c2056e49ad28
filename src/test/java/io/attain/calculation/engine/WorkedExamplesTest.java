package io.attain.calculation.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.crediting.rule.ExchangeRates;
import io.attain.payable.Balances;
import io.attain.payable.Cash;
import io.attain.payable.DrawInForce;
import io.attain.payable.Earning;
import io.attain.payable.Position;
import io.attain.payable.Settlement;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Draw;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

import static io.attain.calculation.engine.PlanFixtures.USD;
import static io.attain.calculation.engine.PlanFixtures.plan;
import static io.attain.calculation.engine.PublishedExamples.APRIL;
import static io.attain.calculation.engine.PublishedExamples.booking;
import static io.attain.calculation.engine.PublishedExamples.sales;
import static org.assertj.core.api.Assertions.assertThat;

/** The commission examples that others have published: crediting, calculator and payable rules come to their figures. */
class WorkedExamplesTest {

    private static final JsonNode EXAMPLES = read();

    @TestFactory
    Stream<DynamicTest> holds() {
        return Stream.of(DynamicTest.dynamicTest("ORA-STEP-02", this::oracleRateSplitPerTransaction),
                DynamicTest.dynamicTest("REFERELLO-01", () -> inOne("REFERELLO-01", "sales", "commission")),
                DynamicTest.dynamicTest("SPARROW-01", () -> inOne("SPARROW-01", "sales", "commission")),
                DynamicTest.dynamicTest("COMISH-01", this::quarterlyAccelerator),
                DynamicTest.dynamicTest("EHOW-SPLIT-01", this::flatRateOnSplit),
                DynamicTest.dynamicTest("MYTIME-01", this::tiersResetEveryCycle),
                DynamicTest.dynamicTest("PROWI-OVR-02", this::overrideAboveAThreshold),
                DynamicTest.dynamicTest("ORA-FLAT-01", this::theTierReachedPaysOnAllOfATransaction),
                DynamicTest.dynamicTest("XACTLY-DRAW-01", () -> draws("XACTLY-DRAW-01", Draw.Kind.RECOVERABLE)),
                DynamicTest.dynamicTest("XACTLY-DRAW-02", () -> draws("XACTLY-DRAW-02", Draw.Kind.NON_RECOVERABLE)),
                DynamicTest.dynamicTest("SPIFF-CLAW-01", this::aCancelledDealIsTakenBackAndAttainmentStays),
                DynamicTest.dynamicTest("ERPNEXT-REQ-01", this::whatIsCollectedIsPayable),
                DynamicTest.dynamicTest("CORECOMM-POOL-01", this::aPoolIsSharedByThoseWhoQualify),
                DynamicTest.dynamicTest("BONUSPAY-MBO-01", this::aScorecardWeighsAchievements),
                DynamicTest.dynamicTest("METASFRESH-01", this::everyLevelEarnsOnWhatThoseBelowLeave),
                DynamicTest.dynamicTest("NAVX-DIFF-01", this::theHigherStepPaysOnlyTheDifference),
                DynamicTest.dynamicTest("SALESCOOKIE-RAMP-01", this::aRampRaisesTheQuotaMonthByMonth),
                DynamicTest.dynamicTest("CN-COLLECT-01", this::anUncollectedFeeIsDeducted),
                DynamicTest.dynamicTest("GH-FX-SPLIT-01", this::convertedOnceThenSplitThenPaidByRegion),
                DynamicTest.dynamicTest("SPIFF-LUMP-02", this::moreThanTheThresholdPaysTheBonus));
    }

    @Test
    void everyExampleIsCovered() {
        List<String> all = StreamSupport.stream(EXAMPLES.spliterator(), false)
                .map(example -> example.get("id").textValue())
                .toList();
        assertThat(holds().map(DynamicTest::getDisplayName)).containsExactlyInAnyOrderElementsOf(all);
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

    private void theTierReachedPaysOnAllOfATransaction() {
        JsonNode example = example("ORA-FLAT-01");
        String pay = """
				"window": "credit", "pay": {"type": "retroactive-tiers", "on": "measure", "tiers": [%s]}"""
                .formatted(PublishedExamples.tiers(example, "from", "rate"));
        assertThat(PublishedExamples.of(pay).pays(sales(texts(example.at("/inputs/transactions")))))
                .isEqualTo(monies(example.at("/expected/payout")));
        // The boundary belongs to the tier that begins there.
        assertThat(PublishedExamples.of(pay).pays(sales(List.of("9999.99", "10000", "50000", "100000"))))
                .isEqualTo(Stream.of("100.00", "200", "1500", "4000").map(amount -> Money.of(amount, USD)).toList());
    }

    private void draws(String id, Draw.Kind kind) {
        JsonNode example = example(id);
        Optional<DrawInForce> draw = Optional
                .of(new DrawInForce(kind, Money.of(example.at("/plan/draw").textValue(), USD), true, Optional.empty()));
        List<Money> earned = monies(example.at("/inputs/earned"));
        Settlement first = settled(earned.get(0), draw, Balances.none(USD));
        Settlement second = settled(earned.get(1), Optional.empty(), first.balances());
        assertThat(List.of(first.pay(), second.pay())).isEqualTo(monies(example.at("/expected/paid")));
        assertThat(List.of(first.balances().draw(), second.balances().draw()))
                .isEqualTo(monies(example.at("/expected/balance")));
        // Recovered only above the draw while it is in force: here it comes to the same.
        assertThat(settled(earned.get(1), draw, first.balances()).pay()).isEqualTo(second.pay());
    }

    private static Settlement settled(Money earned, Optional<DrawInForce> draw, Balances before) {
        return Settlement.of(earned, Money.zero(USD), Money.zero(USD), draw, before, false);
    }

    private void aCancelledDealIsTakenBackAndAttainmentStays() {
        JsonNode example = example("SPIFF-CLAW-01");
        PublishedExamples plan = PublishedExamples.of("""
				"quota": "amount", "window": "year-to-date", "pay": {"type": "flat-rate", "rate": "0.1"}""")
                .quota("10000").since(LocalDate.of(2017, 1, 1)).before(0, example.at("/expected/june").textValue());
        Lines lines = plan.lines(List.of(booking("deal", APRIL.minusMonths(1), "5000"),
                PublishedExamples.of(EventKind.BOOKING, "cancellation", APRIL.plusDays(40), "-5000", 0)));
        assertThat(PublishedExamples.amounts(lines))
                .containsExactly(Money.of(example.at("/expected/august").textValue(), USD));
        assertThat(lines.totals().getFirst().measure()).isEqualTo(PublishedExamples.minor("5000"));
    }

    private void whatIsCollectedIsPayable() {
        JsonNode example = example("ERPNEXT-REQ-01");
        Money sale = Money.of(example.at("/inputs/sale").textValue(), USD);
        Payment onCollection = new Payment(Payment.On.COLLECTION, Optional.empty(), Clawback.DEFAULT);
        List<Money> payable = monies(example.at("/inputs/collected")).stream()
                .map(collected -> Position.of(new Earning("1", "commission", sale, onCollection, APRIL, sale,
                        List.of(new Cash(APRIL.plusDays(1), collected))), APRIL.plusDays(2)).payable())
                .toList();
        assertThat(payable).isEqualTo(monies(example.at("/expected/base")));
    }

    private void aPoolIsSharedByThoseWhoQualify() {
        JsonNode example = example("CORECOMM-POOL-01");
        PublishedExamples plan = PublishedExamples.of("""
				"quota": "amount",
				"pay": {"type": "pool", "fund": {"amount": %s}, "by": "equal", "qualify": %s, "group": "plan"}"""
                .formatted(example.at("/plan/pool"), example.at("/plan/qualify"))).quota("100");
        int qualifying = example.at("/inputs/qualifying").intValue();
        for (int i = 0; i < qualifying; i++) {
            plan.with("rep" + (char) ('a' + i), Set.of(), sales(List.of(i == 0 ? "50" : "200")));
        }
        plan.with("short", Set.of(), sales(List.of("49.99")));
        List<Money> paid = plan.lines().stream().map(PublishedExamples::total).toList();
        Money each = Money.of(example.at("/expected/each").textValue(), USD);
        assertThat(paid.subList(0, qualifying)).containsOnly(each);
        assertThat(paid.getLast()).isEqualTo(Money.zero(USD));
    }

    private void aScorecardWeighsAchievements() {
        JsonNode example = example("BONUSPAY-MBO-01");
        List<String> names = List.of("revenue", "retention", "quality");
        List<String> kpis = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            kpis.add("""
					{"id": "%1$s", "name": "%1$s", "weight": %2$s, "actual": "kpi(\\"%1$s\\")",
					 "score": {"type": "ratio", "goal": "1"}}"""
                    .formatted(names.get(i), example.at("/plan/weights").get(i)));
        }
        PublishedExamples plan = PublishedExamples.of("""
				"target": {"amount": %s}, "pay": {"type": "scorecard", "kpis": [%s]}"""
                .formatted(example.at("/plan/target"), String.join(",", kpis)))
                .target(example.at("/plan/target").textValue());
        for (int i = 0; i < names.size(); i++) {
            plan.reads(names.get(i), example.at("/inputs/achievement").get(i).textValue());
        }
        assertThat(plan.pays(List.of())).containsExactly(Money.of(example.at("/expected/payout").textValue(), USD));
    }

    private void everyLevelEarnsOnWhatThoseBelowLeave() {
        JsonNode example = example("METASFRESH-01");
        List<CreditFacts> sale = List.of(booking("sale", APRIL, example.at("/inputs/base").textValue()));
        List<Lines> lines = PublishedExamples.of("""
				"measure": "amount-less-commission-below", "pay": {"type": "flat-rate", "rate": %s}"""
                .formatted(example.at("/plan/rates/0")))
                .with("head", Set.of("supervisor", "rep"), sale).with("supervisor", Set.of("rep"), sale)
                .with("rep", Set.of(), sale).lines();
        assertThat(lines.stream().map(PublishedExamples::total)).containsExactly(
                Money.of(example.at("/expected/head").textValue(), USD),
                Money.of(example.at("/expected/supervisor").textValue(), USD),
                Money.of(example.at("/expected/rep").textValue(), USD));
    }

    private void theHigherStepPaysOnlyTheDifference() {
        JsonNode example = example("NAVX-DIFF-01");
        List<String> levels = texts(example.at("/plan/levels"));
        String pay = """
				"window": "year-to-date", "pay": {"type": "bonus-steps", "on": "measure", "pays": "difference",
				  "steps": [{"from": "100", "amount": "%s"}, {"from": "200", "amount": "%s"}]}"""
                .formatted(levels.get(0), levels.get(1));
        List<Money> paid = monies(example.at("/expected/paid"));
        assertThat(PublishedExamples.of(pay).pays(sales(List.of("100")))).containsExactly(paid.get(0));
        assertThat(PublishedExamples.of(pay).since(LocalDate.of(2017, 1, 1)).beforeWithoutCredit(levels.get(0))
                .pays(List.of(booking("first", APRIL.minusMonths(1), "100"), booking("second", APRIL, "100"))))
                .containsExactly(paid.get(1));
        assertThat(PublishedExamples.of(pay).pays(sales(List.of("200"))))
                .containsExactly(Money.of(example.at("/expected/total").textValue(), USD));
    }

    private void aRampRaisesTheQuotaMonthByMonth() {
        JsonNode example = example("SALESCOOKIE-RAMP-01");
        PlanDefinition plan = PublishedExamples.plan("""
				"quota": {"name": "amount", "ramp": {"by": "calendar-month", "amounts": %s}},
				"pay": {"type": "flat-rate", "rate": "0.1"}""".formatted(example.at("/plan/months")));
        List<String> attained = new ArrayList<>();
        for (int month = 0; month < 4; month++) {
            LocalDate first = APRIL.plusMonths(month);
            DateRange period = DateRange.of(first, first.plusMonths(1));
            WindowFigures figures = new WindowFigures(
                    List.of(new WindowFigures.Version(plan, DateRange.since(APRIL))),
                    List.of(new DatedFigure("amount", period,
                            new BigDecimal(example.at("/plan/then").textValue()))),
                    Optional.of(APRIL), period, day -> true);
            long quota = figures.byComponent().get("commission").quota();
            attained.add(BigDecimal.valueOf(PublishedExamples.minor(example.at("/inputs/sales").textValue()))
                    .movePointRight(2).divide(BigDecimal.valueOf(quota), 2, RoundingMode.DOWN).stripTrailingZeros()
                    .toPlainString());
        }
        assertThat(attained).isEqualTo(texts(example.at("/expected/attainment_pct")));
    }

    private void anUncollectedFeeIsDeducted() {
        JsonNode example = example("CN-COLLECT-01");
        String fee = example.at("/inputs/fee").textValue();
        CreditFacts invoice = PublishedExamples.of(EventKind.INVOICE, "invoice", APRIL, fee, -1);
        CreditFacts collection = PublishedExamples.of(EventKind.COLLECTION, "cash", APRIL.plusDays(20), fee, -1);
        assertThat(PublishedExamples.of("""
				"credits": {"events": ["invoice"]}, "pay": {"type": "flat-rate", "rate": %s}"""
                .formatted(example.at("/plan/rate"))).pays(List.of(invoice)))
                .containsExactly(Money.of(example.at("/expected/commission").textValue(), USD));
        Money deduction = Money.of(example.at("/expected/deduction").textValue(), USD);
        String deducts = """
				"credits": {"events": ["invoice", "collection"]}, "pay": {"type": "uncollected-deduction", "rate": %s}"""
                .formatted(example.at("/plan/deduction_rate"));
        assertThat(PublishedExamples.of(deducts).pays(List.of(invoice))).containsExactly(deduction.negate());
        assertThat(PublishedExamples.of(deducts).pays(List.of(invoice, collection)))
                .containsExactly(deduction.negate(), deduction);
    }

    /** Ours rounds what is published unrounded: the converted sale once, and each line once. */
    private void convertedOnceThenSplitThenPaidByRegion() {
        JsonNode example = example("GH-FX-SPLIT-01");
        ExchangeRates rates = new ExchangeRates(List.of(new ExchangeRates.Listed(Currency.getInstance("GBP"), USD,
                APRIL, new BigDecimal(example.at("/plan/fx/GBP").textValue()))));
        String rows = Stream.of("E", "N", "SG").map(region -> """
				{"when": {"region": "%s"}, "rate": %s}""".formatted(region, example.at("/plan/rates/" + region)))
                .collect(Collectors.joining(","));
        Map<String, List<CreditFacts>> credits = new TreeMap<>();
        for (JsonNode sale : example.at("/inputs/sales")) {
            BigDecimal rate = sale.get("ccy").textValue().equals("USD")
                    ? BigDecimal.ONE
                    : rates.on(Currency.getInstance(sale.get("ccy").textValue()), USD, APRIL).orElseThrow();
            Money converted = Money.of(new BigDecimal(sale.get("amount").textValue()).multiply(rate)
                    .setScale(2, RoundingMode.HALF_UP), USD);
            List<String> reps = texts(sale.get("reps"));
            List<Money> shares = converted.allocate(Collections.nCopies(reps.size(), BigDecimal.ONE));
            String region = sale.get("region").textValue();
            for (int i = 0; i < reps.size(); i++) {
                credits.computeIfAbsent(reps.get(i), rep -> new ArrayList<>())
                        .add(CreditFacts.booking((int) APRIL.toEpochDay(), shares.get(i).minor(),
                                CreditSelection.Role.SPLIT, field -> field.equals("region") ? region : ""));
            }
        }
        credits.forEach((rep, own) -> assertThat(PublishedExamples.total(PublishedExamples.of("""
				"pay": {"type": "rate-table", "fields": ["region"], "rows": [%s], "otherwise": "0"}""".formatted(rows))
                .lines(own))).isEqualTo(Money.of(new BigDecimal(example.at("/expected/" + rep).textValue())
                        .setScale(2, RoundingMode.HALF_UP), USD)));
    }

    private void moreThanTheThresholdPaysTheBonus() {
        JsonNode example = example("SPIFF-LUMP-02");
        String pay = """
				"pay": {"type": "bonus-steps", "on": "measure", "pays": "highest",
				  "steps": [{"from": %s, "amount": %s, "moreThan": true}]}"""
                .formatted(example.at("/plan/threshold"), example.at("/plan/bonus"));
        List<Money> paid = texts(example.at("/inputs/renewal_arr")).stream()
                .map(arr -> PublishedExamples.total(PublishedExamples.of(pay).lines(sales(List.of(arr))))).toList();
        assertThat(paid).isEqualTo(monies(example.at("/expected/bonus")));
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
