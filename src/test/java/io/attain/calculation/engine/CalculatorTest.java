package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import io.attain.fixtures.Seeds;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.QuotaUse;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Rate;

import static io.attain.calculation.engine.PlanFixtures.USD;
import static io.attain.calculation.engine.PlanFixtures.plan;
import static org.assertj.core.api.Assertions.assertThat;

class CalculatorTest {

    private static final DateRange EVER = new DateRange(LocalDate.of(1960, 1, 1), LocalDate.of(2100, 1, 1));

    private static final String ACCELERATOR = """
			{"type": "marginal-tiers", "on": "attainment",
			 "base": {"type": "rate-table", "fields": ["product"], "rows": [{"when": {"product": "A"}, "rate": "0.05"}], "otherwise": "0.03"},
			 "tiers": [{"from": "0", "factor": "1"}, {"from": "1", "factor": "1.5"}, {"from": "1.25", "factor": "2"}]}""";

    /** A random case: a plan of one version, quotas, and credits in canonical order. */
    record Case(PlanDefinition plan, Map<String, Long> quotas, List<Oracle.Credit> credits) {}

    @ParameterizedTest(name = "{0} after {1} on a quota of 1000.00 earns {2}")
    @CsvSource({ "100.00, 0, 5.00", "1000.00, 0, 50.00", "1000.01, 0, 50.00", "1000.20, 0, 50.02",
        "0.01, 1249.99, 0.00",
        "200.00, 900.00, 12.50", "500.00, 900.00, 38.75", "-200.00, 1100.00, -12.50", "100.00, 5000.00, 10.00" })
    void cutsACreditAtTheBoundariesOfAttainment(String amount, String before, String earned) {
        List<Oracle.Credit> credits = List.of(credit(1, before, "B"), credit(2, amount, "A"));
        Lines lines = calculate(plan(ACCELERATOR), Map.of("commission", 1000_00L), credits);
        assertThat(Money.ofMinor(lines.amount(1), USD)).isEqualTo(Money.of(earned, USD));
    }

    @Test
    void aBoundaryBetweenTwoCentsIsKeptExactly() {
        // The quota of 0.03 puts the boundary of 125 % at 3.75 cents: one cent pays 0.75 × 1.5 + 0.25 × 2 = 1.625.
        String pay = ACCELERATOR.replace("0.05", "1");
        Lines lines = calculate(plan(pay), Map.of("commission", 3L),
                List.of(credit(1, "0.03", "A"), credit(2, "0.01", "A")));
        assertThat(lines.amount(1)).isEqualTo(2);
        Payee payee = Payee.of("", columns(plan(pay), List.of(credit(1, "0.03", "A"), credit(2, "0.01", "A"))),
                List.of(participation(plan(pay), Map.of("commission", 3L))));
        List<DerivationStep> steps = new Calculator().derive(List.of(payee), EVER, 0, 1).steps();
        assertThat(steps).filteredOn(DerivationStep.Rounded.class::isInstance).singleElement()
                .isEqualTo(new DerivationStep.Rounded(new BigDecimal("0.01625"), new BigDecimal("0.02")));
    }

    @Test
    void roundsATieAwayFromZeroOnBothSides() {
        PlanDefinition plan = plan("""
				{"type": "flat-rate", "rate": "0.5"}""");
        Lines lines = calculate(plan, Map.of(),
                List.of(credit(1, "0.01", "A"), credit(1, "-0.01", "A"), credit(1, "0.03", "A")));
        assertThat(List.of(lines.amount(0), lines.amount(1), lines.amount(2))).containsExactly(1L, -1L, 2L);
    }

    @Test
    void saysThatAQuotaIsMissing() {
        PlanDefinition plan = plan(ACCELERATOR);
        assertThat(new Calculator().calculate(columns(plan, List.of(credit(1, "5", "A"))),
                List.of(participation(plan, Map.of())), new Lines()))
                .contains("Has no quota for component \"Commission\".");
    }

    @Test
    void someoneWithoutCreditsNeedsNoQuota() {
        PlanDefinition plan = plan(ACCELERATOR);
        assertThat(new Calculator().calculate(columns(plan, List.of()), List.of(participation(plan, Map.of())),
                new Lines()))
                .isEmpty();
    }

    @ParameterizedTest(name = "a credit of {0} cents overflows: {1}")
    @CsvSource({ "9223372036854, true", "922337203685, true", "92233720368, true", "1, false",
        "1000000000000000, true" })
    void isExactOnBothSidesOfTheOverflow(long minor, boolean large) {
        PlanDefinition plan = plan("""
				{"type": "marginal-tiers", "on": "attainment", "base": {"type": "flat-rate", "rate": "0.999999"},
				 "tiers": [{"from": "0", "factor": "4.9999"}, {"from": "1.00001", "factor": "5"}]}""");
        for (long around = minor - 1; around <= minor + 1; around++) {
            assertSameAsOracle(new Case(plan, Map.of("commission", Math.max(1, minor / 2)),
                    List.of(new Oracle.Credit(1, around, CreditSelection.Role.DIRECT, Map.of()))));
        }
    }

    @Test
    void parksWhatNoLongCanHold() {
        PlanDefinition plan = plan("""
				{"type": "flat-rate", "rate": "2"}""");
        Oracle.Credit huge = new Oracle.Credit(1, Long.MAX_VALUE, CreditSelection.Role.DIRECT, Map.of());
        assertThat(new Calculator().calculate(columns(plan, List.of(huge)), List.of(participation(plan, Map.of())),
                new Lines()))
                .contains("Amounts are beyond what can be counted in minor units.");
    }

    @Test
    void aNewVersionInTheMiddleGoesOnWhereTheMeasureStands() {
        PlanDefinition before = plan(ACCELERATOR);
        PlanDefinition after = plan(ACCELERATOR.replace("1.5", "3"));
        Vocabulary vocabulary = Vocabulary.of(List.of(before, after));
        Participation participation = new Participation(
                List.of(new Participation.Segment(CompiledPlan.compile(before, vocabulary), 0, 10),
                        new Participation.Segment(CompiledPlan.compile(after, vocabulary), 10, 20)),
                Map.of("commission", 1000_00L));
        CreditColumns columns = new CreditColumns(vocabulary);
        columns.add(9, 900_00, CreditSelection.Role.DIRECT, field -> "A");
        columns.add(10, 200_00, CreditSelection.Role.DIRECT, field -> "A");
        Lines lines = new Lines();
        assertThat(new Calculator().calculate(columns, List.of(participation), lines)).isEmpty();
        // 900 at 5 %, then 100 at 5 % and 100 at 5 % × 3
        assertThat(List.of(lines.amount(0), lines.amount(1))).containsExactly(45_00L, 20_00L);
        assertThat(List.of(lines.segment(0), lines.segment(1))).containsExactly(0, 1);
        assertThat(lines.totals()).containsExactly(new Lines.ComponentTotal(0, 0, 1100_00, 1000_00, 0, 0, 65_00, 0));
    }

    @Property(tries = 2000 * Seeds.TIMES, seed = Seeds.SEED)
    void agreesWithTheOracleLineByLine(@ForAll("cases") Case random) {
        assertSameAsOracle(random);
    }

    @Property(tries = 300 * Seeds.TIMES, seed = Seeds.SEED)
    void everyLineCanBeDerivedAgain(@ForAll("cases") Case random) {
        Lines lines = calculate(random.plan(), random.quotas(), random.credits());
        CreditColumns columns = columns(random.plan(), random.credits());
        Participation participation = participation(random.plan(), random.quotas());
        List<Derivation> derivations = new Calculator()
                .derive(List.of(Payee.of("", columns, List.of(participation))), EVER, 0);
        assertThat(derivations).hasSize(lines.size());
        for (int line = 0; line < lines.size(); line++) {
            Oracle.Credit credit = random.credits().get(lines.credit(line));
            assertThat(derivations.get(line).amount().unscaledValue()).isEqualTo(lines.amount(line));
            assertThat(derivations.get(line).steps().stream().filter(DerivationStep.Sliced.class::isInstance)
                    .map(step -> ((DerivationStep.Sliced) step).part()).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(BigDecimal.valueOf(credit.minor(),
                            random.plan().currency().getDefaultFractionDigits()));
        }
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void splittingACreditChangesTheTotalByLessThanOneRoundingPerLine(@ForAll("cases") Case random) {
        List<Oracle.Credit> halves = new ArrayList<>();
        for (Oracle.Credit credit : random.credits()) {
            long half = credit.minor() / 3;
            halves.add(new Oracle.Credit(credit.day(), half, credit.role(), credit.fields()));
            halves.add(new Oracle.Credit(credit.day(), credit.minor() - half, credit.role(), credit.fields()));
        }
        PlanDefinition overThePeriod = overThePeriod(random.plan());
        Lines whole = calculate(overThePeriod, random.quotas(), random.credits());
        Lines split = calculate(overThePeriod, random.quotas(), halves);
        assertThat(Math.abs(total(whole) - total(split))).isLessThanOrEqualTo(whole.size() + split.size());
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void sellingMoreNeverEarnsLess(@ForAll("cases") Case random) {
        List<Oracle.Credit> sales = random.credits().stream().map(credit -> new Oracle.Credit(credit.day(),
                Math.abs(credit.minor()), credit.role(), credit.fields())).toList();
        Lines all = calculate(random.plan(), random.quotas(), sales);
        Lines fewer = calculate(random.plan(), random.quotas(), sales.subList(0, sales.size() / 2));
        assertThat(total(all)).isGreaterThanOrEqualTo(total(fewer));
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void theCanonicalOrderDecidesWhateverOrderCreditsArriveIn(@ForAll("cases") Case random, @ForAll long seed) {
        List<Oracle.Credit> shuffled = new ArrayList<>(random.credits());
        Collections.shuffle(shuffled, new Random(seed));
        Comparator<Oracle.Credit> canonical = Comparator.comparingInt(Oracle.Credit::day)
                .thenComparingLong(Oracle.Credit::minor).thenComparing(Oracle.Credit::role)
                .thenComparing(credit -> credit.fields().toString());
        List<Oracle.Credit> once = random.credits().stream().sorted(canonical).toList();
        List<Oracle.Credit> again = shuffled.stream().sorted(canonical).toList();
        assertThat(amounts(calculate(random.plan(), random.quotas(), again)))
                .isEqualTo(amounts(calculate(random.plan(), random.quotas(), once)));
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<List<Component>> components = Combinators
                .combine(payFunctions(), Arbitraries.of(Window.CREDIT, Window.PERIOD),
                        Arbitraries.of(CreditSelection.all(),
                                CreditSelection.of(EnumSet.of(CreditSelection.Role.DIRECT))))
                .as((pay, window, credits) -> Component.of("c", "C", credits, new Measure.Amount(),
                        pay instanceof MarginalTiers tiers && tiers.on() == Basis.ATTAINMENT ? Window.PERIOD : window,
                        Optional.of("amount"), pay))
                .list().ofMinSize(1).ofMaxSize(3).map(CalculatorTest::numbered);
        Arbitrary<PlanDefinition> plans = Combinators
                .combine(components, Arbitraries.of("USD", "JPY", "KWD"))
                .as((list, currency) -> PlanDefinition.of("random", "Random",
                        Currency.getInstance(currency), "quarters", PlanFixtures.ALWAYS, list));
        Arbitrary<Long> quota = Arbitraries.frequencyOf(Tuple.of(5, Arbitraries.longs().between(1, 10_000_00)),
                Tuple.of(1, Arbitraries.longs().between(1, 1_000_000_000_000L)));
        return Combinators.combine(plans, quota, credits()).as((plan, target, credits) -> {
            Map<String, Long> quotas = new HashMap<>();
            plan.components().forEach(component -> quotas.put(component.id(), target));
            return new Case(plan, quotas, credits);
        });
    }

    /** Where each credit stands alone, splitting one is meant to change its tiers. */
    private static PlanDefinition overThePeriod(PlanDefinition plan) {
        return plan.with(plan.components().stream().map(component -> Component.of(component.id(),
                component.name().value(), component.credits(), component.measure(), Window.PERIOD,
                component.quota().map(QuotaUse::name), component.pay())).toList());
    }

    private static List<Component> numbered(List<Component> components) {
        List<Component> numbered = new ArrayList<>();
        for (Component component : components) {
            numbered.add(
                    Component.of("c" + numbered.size(), component.name().value(), component.credits(),
                            component.measure(), component.window(), component.quota().map(QuotaUse::name),
                            component.pay()));
        }
        return numbered;
    }

    private static Arbitrary<List<Oracle.Credit>> credits() {
        Arbitrary<Long> minor = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(-50_000, 5_000_00)),
                Tuple.of(1, Arbitraries.longs().between(-1_000_000_000_000_000L, 1_000_000_000_000_000L)));
        return Combinators
                .combine(Arbitraries.integers().between(0, 90), minor, Arbitraries.of(CreditSelection.Role.class),
                        Arbitraries.of("A", "B", "C", "unheard of"), Arbitraries.of("", "Acme"))
                .as((day, amount, role, product, account) -> new Oracle.Credit(day, amount, role,
                        Map.of("product", product, "account", account)))
                .list().ofMaxSize(12)
                .map(list -> list.stream().sorted(Comparator.comparingInt(Oracle.Credit::day)).toList());
    }

    private static Arbitrary<PayFunction> payFunctions() {
        Arbitrary<Rate> rate = Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE)
                .ofScale(6).map(Rate::new);
        Arbitrary<RateTable.Row> row = Combinators.combine(
                Arbitraries.of(Map.of("product", "A"), Map.of("product", "B"),
                        Map.of("product", "B", "account", "Acme"),
                        Map.of("account", "Acme"), Map.of("product", "C")),
                rate).as(RateTable.Row::new);
        Arbitrary<RateSource> sources = Arbitraries.oneOf(rate.map(FlatRate::new),
                Combinators.combine(row.list().ofMinSize(1).ofMaxSize(4), rate)
                        .as((rows, otherwise) -> new RateTable(List.of("product", "account"), rows, otherwise)));
        Arbitrary<Rate> factor = Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN)
                .ofScale(4).map(Rate::new);
        Arbitrary<MarginalTiers> tiers = Combinators.combine(Arbitraries.of(Basis.class), sources,
                Arbitraries.integers().between(1, 300).set().ofMaxSize(4), factor.list().ofSize(5), rate)
                .as((on, base, steps, factors, own) -> {
                    List<Tier> list = new ArrayList<>(List.of(new Tier(Rate.ZERO, new Factor(factors.getFirst()))));
                    for (int step : steps.stream().sorted().toList()) {
                        Rate from = on == Basis.MEASURE
                                ? Rate.of(Integer.toString(step * 10))
                                : Rate.ofPercent(step + ".5");
                        list.add(new Tier(from,
                                step % 3 == 0 ? new OwnRate(own) : new Factor(factors.get(list.size()))));
                    }
                    return new MarginalTiers(on, Optional.of(base), list);
                });
        return Arbitraries.oneOf(sources.map(source -> source), tiers.map(pay -> pay));
    }

    private static void assertSameAsOracle(Case random) {
        List<Oracle.Line> expected = Oracle.lines(random.plan(), random.quotas(), random.credits());
        Lines lines = calculate(random.plan(), random.quotas(), random.credits());
        List<Oracle.Line> actual = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            actual.add(new Oracle.Line(random.plan().components().get(lines.component(line)).id(), lines.credit(line),
                    Money.ofMinor(lines.amount(line), random.plan().currency()).toDecimal()));
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static Oracle.Credit credit(int day, String amount, String product) {
        return new Oracle.Credit(day, Money.of(amount, USD).minor(), CreditSelection.Role.DIRECT,
                Map.of("product", product));
    }

    private static long total(Lines lines) {
        return amounts(lines).stream().mapToLong(Long::longValue).sum();
    }

    private static List<Long> amounts(Lines lines) {
        List<Long> amounts = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            amounts.add(lines.amount(line));
        }
        return amounts;
    }

    static CreditColumns columns(PlanDefinition plan, List<Oracle.Credit> credits) {
        CreditColumns columns = new CreditColumns(Vocabulary.of(List.of(plan)));
        credits.forEach(credit -> columns.add(credit.day(), credit.minor(), credit.role(), credit::valueOf));
        return columns;
    }

    static Participation participation(PlanDefinition plan, Map<String, Long> quotas) {
        return new Participation(List.of(new Participation.Segment(
                CompiledPlan.compile(plan, Vocabulary.of(List.of(plan))), Integer.MIN_VALUE, Integer.MAX_VALUE)),
                quotas);
    }

    static Lines calculate(PlanDefinition plan, Map<String, Long> quotas, List<Oracle.Credit> credits) {
        Lines lines = new Lines();
        assertThat(new Calculator().calculate(columns(plan, credits), List.of(participation(plan, quotas)), lines))
                .isEmpty();
        return lines;
    }
}
