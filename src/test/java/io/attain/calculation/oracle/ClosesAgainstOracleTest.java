package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.EarnedBefore;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Payee;
import io.attain.calculation.engine.Reading;
import io.attain.calculation.engine.Vocabulary;
import io.attain.fixtures.Seeds;
import io.attain.plan.language.Component;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanPay;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Random plans over windows to date, closed month by month. */
class ClosesAgainstOracleTest {

    private static final LocalDate JANUARY = LocalDate.of(2017, 1, 1);
    private static final List<Window> TO_DATE = List.of(Window.QUARTER_TO_DATE, Window.YEAR_TO_DATE,
            Window.PLAN_TO_DATE);

    /** What was posted so far: by participant, and by component and index of the credit. */
    private record Posted(Map<String, Map<String, Map<Integer, BigDecimal>>> amounts) {

        void add(String payee, String component, int credit, BigDecimal amount) {
            amounts.computeIfAbsent(payee, one -> new TreeMap<>()).computeIfAbsent(component, one -> new TreeMap<>())
                    .merge(credit, amount, BigDecimal::add);
        }

        /** Lines that are not zero, or the sums of the components alone. */
        Map<String, BigDecimal> said(boolean line) {
            Map<String, BigDecimal> said = new TreeMap<>();
            amounts.forEach((payee, components) -> components.forEach((component, lines) -> lines.forEach(
                    (credit, amount) -> said.merge(payee + "/" + component + (line ? "/" + credit : ""), amount,
                            BigDecimal::add))));
            said.values().removeIf(amount -> amount.signum() == 0);
            said.replaceAll((what, amount) -> amount.stripTrailingZeros());
            return said;
        }
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void everyCloseComesToWhatTheOracleSaysOfTheWindowSoFarAndTheLastToTheWholeAtOnce(@ForAll long seed) {
        CalculatorAgainstOracleTest.Draw draw = new CalculatorAgainstOracleTest.Draw(seed);
        PlanDefinition plan = toDate(draw, false);
        Posted closed = new Posted(new TreeMap<>());
        for (int month = 1; month <= 3; month++) {
            post(closed, plan, draw, month, closed, 1);
            assertThat(closed.said(true)).as("month %d of%n%s%n%s", month, plan, draw.payees)
                    .isEqualTo(oracle(plan, draw, month).said(true));
        }
        Posted atOnce = new Posted(new TreeMap<>());
        post(atOnce, plan, draw, 3, new Posted(new TreeMap<>()), 3);
        assertThat(closed.said(true)).isEqualTo(atOnce.said(true));
        leavesNothingOfWhatWasReturned(plan, draw, closed);
    }

    /** Locked lines are never cut: what is beyond the cap stands in a line of its own, and the component comes to the same. */
    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void aCapAndAFloorHoldOverTheWindowWhateverWasLocked(@ForAll long seed) {
        CalculatorAgainstOracleTest.Draw draw = new CalculatorAgainstOracleTest.Draw(seed);
        PlanDefinition plan = toDate(draw, true);
        draw.payees.replaceAll(payee -> with(payee, payee.credits().stream().map(credit -> credit.isReturn()
                ? new OracleCredit(credit.on(), credit.role(), credit.kind(), credit.amount().negate(),
                        credit.margin(), credit.quantity(), credit.share(), Optional.empty(),
                        credit.customerSince(), credit.fields())
                : credit).toList(), payee.tenure()));
        Posted closed = new Posted(new TreeMap<>());
        for (int month = 1; month <= 3; month++) {
            post(closed, plan, draw, month, closed, 1);
            assertThat(closed.said(false)).as("month %d of%n%s%n%s", month, plan, draw.payees)
                    .isEqualTo(oracle(plan, draw, month).said(false));
        }
    }

    @Property(tries = 300 * Seeds.TIMES, seed = Seeds.SEED)
    void neitherTheOrderOfThePeopleNorWhoIsComputedInOneGoNorHowManyWorkAtItMatters(@ForAll long seed) {
        CalculatorAgainstOracleTest.Draw draw = new CalculatorAgainstOracleTest.Draw(seed);
        Posted together = new Posted(new TreeMap<>());
        post(together, draw.plan, draw, 3, new Posted(new TreeMap<>()), 3);
        List<OraclePayee> shuffled = new ArrayList<>(draw.payees);
        Collections.shuffle(shuffled, new Random(seed));
        Posted inAnotherOrder = new Posted(new TreeMap<>());
        post(inAnotherOrder, draw.plan, shuffled, 3, new Posted(new TreeMap<>()), 3);
        assertThat(inAnotherOrder).isEqualTo(together);
        boolean joint = draw.plan.pay().budget().isPresent() || draw.plan.components().stream()
                .anyMatch(component -> component.pay() instanceof RankPrizes || component.pay() instanceof Pool);
        if (!joint) {
            List<Posted> alone = shuffled.parallelStream().map(payee -> {
                Posted one = new Posted(new TreeMap<>());
                post(one, draw.plan, List.of(payee), 3, new Posted(new TreeMap<>()), 3);
                return one;
            }).toList();
            Map<String, Map<String, Map<Integer, BigDecimal>>> all = new TreeMap<>();
            alone.forEach(one -> all.putAll(one.amounts()));
            assertThat(all).isEqualTo(together.amounts());
        }
    }

    private static void leavesNothingOfWhatWasReturned(PlanDefinition plan, CalculatorAgainstOracleTest.Draw draw,
            Posted closed) {
        for (OraclePayee payee : draw.payees) {
            for (int sold = 0; sold < payee.credits().size(); sold++) {
                int original = sold;
                List<Integer> story = IntStream.range(0, payee.credits().size()).filter(i -> i == original
                        || payee.credits().get(i).original().filter(o -> o == original).isPresent()).boxed().toList();
                BigDecimal left = story.stream().map(i -> payee.credits().get(i).amount()).reduce(BigDecimal.ZERO,
                        BigDecimal::add);
                for (Component component : plan.components()) {
                    List<Integer> counted = OracleSelection
                            .of(component, payee, plan.currency().getCurrencyCode()).stream().map(Counted::index)
                            .toList();
                    if (left.signum() == 0 && story.size() > 1 && counted.containsAll(story)) {
                        Map<Integer, BigDecimal> lines = closed.amounts().getOrDefault(payee.id(), Map.of())
                                .getOrDefault(component.id(), Map.of());
                        assertThat(story.stream().map(i -> lines.getOrDefault(i, BigDecimal.ZERO))
                                .reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(BigDecimal.ZERO);
                    }
                }
            }
        }
    }

    /** The plan with every window to date, without what holds by period. */
    private static PlanDefinition toDate(CalculatorAgainstOracleTest.Draw draw, boolean limits) {
        List<Component> components = draw.plan.components().stream().map(component -> {
            Modifiers modifiers = component.modifiers();
            return new Component(component.id(), component.name(), component.credits(), component.measure(),
                    TO_DATE.get(draw.random.nextInt(3)), component.quota(), component.target(), component.pay(),
                    limits
                            ? modifiers
                            : new Modifiers(modifiers.multipliers(), modifiers.gate(), modifiers.lineCap(),
                                    modifiers.floor(), Optional.empty()),
                    component.payment());
        }).toList();
        PlanDefinition plan = draw.plan.with(components);
        return new PlanDefinition(plan.id(), plan.name(), plan.description(), plan.currency(), plan.calendar(),
                plan.effective(), plan.conversion(), components, PlanPay.NONE, List.of());
    }

    private static OraclePayee with(OraclePayee payee, List<OracleCredit> credits, BigDecimal tenure) {
        return new OraclePayee(payee.id(), payee.team(), payee.role(), payee.left(), tenure, credits, payee.quotas(),
                payee.targets(), payee.target(), payee.kpis());
    }

    private static Posted oracle(PlanDefinition plan, CalculatorAgainstOracleTest.Draw draw, int months) {
        LocalDate end = JANUARY.plusMonths(months);
        Posted posted = new Posted(new TreeMap<>());
        PlanOracle.lines(plan, draw.payees.stream().map(payee -> with(payee,
                payee.credits().stream().filter(credit -> credit.on().isBefore(end)).toList(),
                payee.tenure().add(BigDecimal.valueOf(months)))).toList())
                .forEach((payee, lines) -> lines.forEach(line -> posted.add(payee, line.component(),
                        line.credit().orElse(-1), line.amount())));
        return posted;
    }

    private static void post(Posted into, PlanDefinition plan, CalculatorAgainstOracleTest.Draw draw, int month,
            Posted before, int months) {
        post(into, plan, draw.payees, month, before, months);
    }

    /** Closes the months that end with one. */
    private static void post(Posted into, PlanDefinition plan, List<OraclePayee> payees, int month, Posted before,
            int months) {
        Vocabulary vocabulary = Vocabulary.of(List.of(plan));
        CompiledPlan compiled = CompiledPlan.compile(plan, vocabulary);
        int digits = plan.currency().getDefaultFractionDigits();
        LocalDate end = JANUARY.plusMonths(month);
        List<Payee> group = new ArrayList<>();
        List<Lines> lines = new ArrayList<>();
        for (OraclePayee payee : payees) {
            CreditColumns columns = new CreditColumns(vocabulary);
            payee.credits().stream().filter(credit -> credit.on().isBefore(end))
                    .forEach(credit -> columns.add(CalculatorAgainstOracleTest.facts(credit, digits)));
            Map<String, Participation.Figures> figures = new HashMap<>();
            plan.components().forEach(component -> figures.put(component.id(), new Participation.Figures(
                    payee.quotas().get(component.id()).movePointRight(component.measure().isMoney() ? digits : 6)
                            .longValueExact(),
                    payee.targets().get(component.id()).movePointRight(digits).longValueExact(),
                    (int) JANUARY.toEpochDay())));
            EarnedBefore earned = EarnedBefore.nothing();
            before.amounts().getOrDefault(payee.id(), Map.of()).forEach((component, own) -> own.forEach(
                    (credit, amount) -> add(earned, plan.id(), component, credit,
                            amount.movePointRight(digits).longValueExact())));
            group.add(new Payee(payee.id(), payee.team(), payee.role(),
                    Optional.of(JANUARY.plusMonths(1).minusMonths(payee.tenure().longValue() + 1)), payee.left(),
                    Set.of(), columns,
                    List.of(Participation.of(List.of(new Participation.Segment(compiled, (int) JANUARY.toEpochDay(),
                            (int) JANUARY.plusMonths(3).toEpochDay())), figures,
                            payee.target().movePointRight(digits).longValueExact())),
                    earned, payee.kpis().entrySet().stream()
                            .map(kpi -> new Reading(kpi.getKey(), JANUARY, kpi.getValue())).toList()));
            lines.add(new Lines());
        }
        new Calculator().calculate(group, new DateRange(end.minusMonths(months), end), lines);
        for (int p = 0; p < group.size(); p++) {
            assertThat(lines.get(p).obstacle()).isEmpty();
            for (int line = 0; line < lines.get(p).size(); line++) {
                into.add(group.get(p).id(), "c" + lines.get(p).component(line),
                        Math.max(-1, lines.get(p).credit(line)),
                        BigDecimal.valueOf(lines.get(p).amount(line), digits));
            }
        }
    }

    private static void add(EarnedBefore earned, String plan, String component, int credit, long minor) {
        if (credit < 0) {
            earned.addWithoutCredit(plan, component, minor);
        } else {
            earned.add(plan, component, credit, minor);
        }
    }
}
