package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.attain.calculation.engine.Participation.Figures;
import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.Clawback.Takes;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.CreditSelection.Role;
import io.attain.plan.language.Curve;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.Floor;
import io.attain.plan.language.Formula;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.Gate;
import io.attain.plan.language.Group;
import io.attain.plan.language.Limit;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanPay;
import io.attain.plan.language.Pool;
import io.attain.plan.language.QuotaUse;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.RetroactiveTiers;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Text;
import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.UncollectedDeduction;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One small example for each word of the plan language that pays. Amounts in cents; the quarter has days 100 to 190. */
class CalculatorByExampleTest {

    private static final int FROM = 100;
    private static final DateRange QUARTER = DateRange.of(LocalDate.ofEpochDay(FROM), LocalDate.ofEpochDay(190));
    private static final PayFunction TEN_PERCENT = new FlatRate(Rate.of("0.1"));

    // --- pay functions

    @ParameterizedTest(name = "retroactive at {0} of a quota of 1000.00 pays {1}")
    @CsvSource({ "999.99, 5000", "1000.00, 5000", "1000.01, 10000", "-50.00, -250" })
    void theTierReachedPaysOnTheWholeMeasure(String sold, long paid) {
        PayFunction pay = new RetroactiveTiers(Basis.ATTAINMENT, Optional.empty(),
                List.of(tier("0", false, "0.05"), tier("1", true, "0.1")));
        assertThat(total(one(pay).quota(1000_00), sale(sold))).isEqualTo(paid);
    }

    @ParameterizedTest(name = "{0} with a measure of {1} pays {2}")
    @CsvSource({ "HIGHEST, 99.99, 0", "HIGHEST, 100.00, 1000", "HIGHEST, 200.00, 1000", "HIGHEST, 200.01, 2500",
        "EVERY, 300.00, 3500", "DIFFERENCE, 300.00, 2500" })
    void stepsPayALumpSum(BonusSteps.Pays pays, String sold, long paid) {
        PayFunction pay = new BonusSteps(Basis.MEASURE, pays,
                List.of(new BonusSteps.Step(Rate.of("100"), false, Rate.of("10")),
                        new BonusSteps.Step(Rate.of("200"), true, Rate.of("25"))));
        assertThat(total(one(pay), sale(sold))).isEqualTo(paid);
    }

    @ParameterizedTest(name = "at {0} of a quota of 1000.00 the curve pays {1} of a target of 500.00")
    @CsvSource({ "499.00, 25000", "500.00, 25000", "750.00, 37500", "1000.00, 50000", "1500.00, 100000",
        "2000.00, 150000" })
    void aCurveIsStraightBetweenItsPointsAndFlatBelow(String sold, long paid) {
        PayFunction pay = new PayCurve(new Curve(List.of(point("0.5", "0.5"), point("1", "1"), point("1.5", "2")),
                true));
        assertThat(total(one(pay).quota(1000_00).target(500_00), sale(sold))).isEqualTo(paid);
    }

    @Test
    void aUnitIsPaidInMajorUnits() {
        assertThat(total(one(new PerUnit(new FlatRate(Rate.of("12.5")))).measure(new Measure.Quantity()),
                day -> booking(day, "0").withQuantity(2_500_000))).isEqualTo(31_25);
        assertThat(total(one(new PerUnit(new FlatRate(Rate.of("50")))).measure(new Measure.Distinct("account")),
                day -> booking(day, "1"), day -> booking(day, "1"))).isEqualTo(50_00);
    }

    @Test
    void aScorecardWeighsItsScores() {
        PayFunction pay = new Scorecard(List.of(
                new Scorecard.Kpi("sales", Text.of("Sales"), Rate.of("0.6"), new Formula("attainment"),
                        new Scorecard.Ratio(Rate.ONE, false), Optional.of(Rate.of("1.2")), Optional.empty()),
                new Scorecard.Kpi("csat", Text.of("CSAT"), Rate.of("0.4"), new Formula("kpi(\"csat\")"),
                        new Scorecard.Steps(List.of(new Scorecard.Step(Rate.of("4"), false, Rate.of("0.5")),
                                new Scorecard.Step(Rate.of("4.5"), false, Rate.ONE))),
                        Optional.empty(), Optional.empty())),
                Optional.empty());
        // 0.6 × 1.2 + 0.4 × 0.5 = 0.92
        assertThat(total(one(pay).quota(1000_00).target(1000_00).reading("csat", 150, "4.2").reading("csat", 99, "5"),
                sale("2000"))).isEqualTo(920_00);
    }

    @Test
    void aMatrixIsReadByTwoFigures() {
        Matrix matrix = new Matrix(new Matrix.Axis(new Formula("attainment"), List.of(Rate.ZERO, Rate.ONE)),
                new Matrix.Axis(new Formula("kpi(\"csat\")"), List.of(Rate.of("3"), Rate.of("4"))),
                List.of(List.of(Rate.of("0.01"), Rate.of("0.02")), List.of(Rate.of("0.03"), Rate.of("0.04"))),
                Matrix.Pays.RATE);
        assertThat(total(one(matrix).quota(1000_00).reading("csat", 110, "4"), sale("500"), sale("500")))
                .isEqualTo(40_00);
        assertThat(total(one(matrix).quota(1000_00).reading("csat", 110, "2"), sale("1000"))).isZero();
    }

    @Test
    void aFormulaPaysMajorUnits() {
        assertThat(total(one(new FormulaPay(new Formula("min(measure * 0.125, 30)"))), sale("100.04")))
                .isEqualTo(12_51);
    }

    @Test
    void anUncollectedInvoiceIsDeductedUntilItIsCollected() {
        Example example = one(new UncollectedDeduction(Rate.of("0.05")))
                .events(EnumSet.of(EventKind.INVOICE, EventKind.COLLECTION));
        assertThat(amounts(example, day -> booking(day, "100").ofKind(EventKind.INVOICE),
                day -> booking(day, "60").ofKind(EventKind.COLLECTION))).containsExactly(-5_00L, 3_00L);
    }

    // --- which credits

    @Test
    void aConditionALeaverAndAnOldCustomerKeepCreditsOut() {
        CreditSelection where = new CreditSelection(CreditSelection.SELLERS, EnumSet.of(EventKind.BOOKING),
                Optional.of(new Formula("product = \"A\" and amount >= 100")), Optional.of(1), false);
        Example example = one(TEN_PERCENT).credits(where).left(130);
        assertThat(amounts(example, day -> booking(110, "99.99"), day -> booking(111, "100"),
                day -> booking(112, "500").ofCustomerSince(70), day -> booking(130, "500")))
                .containsExactly(10_00L);
    }

    // --- modifiers

    @Test
    void multipliersAndGateAreExactBeforeTheOneRounding() {
        Modifiers modifiers = new Modifiers(
                List.of(new Multiplier.ByFigure(new Formula("tenure"),
                        List.of(new Multiplier.Step(Rate.of("2"), false, Rate.of("1.5")))),
                        new Multiplier.ByField(new RateTable(List.of("product"),
                                List.of(new RateTable.Row(Map.of("product", "A"), Rate.of("0.5"))), Rate.ONE))),
                Optional.of(new Gate(new Formula("measure >= 100"), Rate.of("0.5"))), Optional.empty(),
                Optional.empty(), Optional.empty());
        // 0.05 × 10 % × 1.5 × 0.5 × 0.5 = 0.19 cents; rounded in between it would be one cent
        assertThat(amounts(one(TEN_PERCENT).modifiers(modifiers).joined(90), sale("0.05"))).containsExactly(0L);
        assertThat(amounts(one(TEN_PERCENT).modifiers(modifiers).joined(90), sale("100"))).containsExactly(7_50L);
    }

    @Test
    void aFloorIsOnlyPaidIfTheGatePassedUnlessGuaranteed() {
        Gate gate = new Gate(new Formula("measure >= 100"), Rate.ZERO);
        for (boolean guaranteed : List.of(true, false)) {
            Modifiers modifiers = new Modifiers(List.of(), Optional.of(gate), Optional.empty(),
                    Optional.of(new Floor(new Limit.Amount(Rate.of("20")), guaranteed)), Optional.empty());
            assertThat(total(one(TEN_PERCENT).modifiers(modifiers), sale("50"))).isEqualTo(guaranteed ? 20_00 : 0);
            assertThat(total(one(TEN_PERCENT).modifiers(modifiers), sale("150"))).isEqualTo(20_00);
        }
    }

    @Test
    void aCapCutsFromTheLastCreditBackwardsAndEachLineSaysSo() {
        Lines lines = calculate(one(TEN_PERCENT).modifiers(capped("12")), sale("100"), sale("-10"), sale("50"));
        assertThat(amounts(lines)).containsExactly(10_00L, -1_00L, 3_00L);
        assertThat(lines.uncut(2)).isEqualTo(5_00);
        assertThat(lines.totals().getFirst().cut()).isEqualTo(2_00);
    }

    @Test
    void aLineCapCutsOneLine() {
        Modifiers modifiers = new Modifiers(List.of(), Optional.empty(),
                Optional.of(new Limit.OfTarget(Rate.of("0.1"))), Optional.empty(), Optional.empty());
        assertThat(amounts(one(TEN_PERCENT).target(70_00).modifiers(modifiers), sale("100"), sale("50")))
                .containsExactly(7_00L, 5_00L);
    }

    // --- windows to date

    @Test
    void aRetroactiveTierReachedLaterIsTruedUpPerEarlierCredit() {
        PayFunction pay = new RetroactiveTiers(Basis.MEASURE, Optional.empty(),
                List.of(tier("0", false, "0.05"), tier("150", false, "0.1")));
        Example example = one(pay).window(Window.YEAR_TO_DATE).since(0);
        example.before.add("p", "c", 0, 5_00);
        Lines lines = calculate(example, day -> booking(50, "100"), day -> booking(120, "50"));
        assertThat(amounts(lines)).containsExactly(5_00L, 5_00L);
        assertThat(lines.kind(0)).isEqualTo(Lines.Kind.TRUE_UP);
        assertThat(lines.totals().getFirst().before()).isEqualTo(5_00);
    }

    @Test
    void marginalTiersGoOnWhereTheMeasureStands() {
        PayFunction pay = new MarginalTiers(Basis.MEASURE, Optional.empty(),
                List.of(tier("0", false, "0.05"), tier("150", false, "0.1")));
        Example example = one(pay).window(Window.QUARTER_TO_DATE).since(0);
        example.before.add("p", "c", 0, 5_00);
        assertThat(amounts(example, day -> booking(50, "100"), day -> booking(120, "100"))).containsExactly(7_50L);
    }

    @ParameterizedTest(name = "{0}: after a bonus of 25.00 a measure of {1} pays {2}")
    @CsvSource({ "HIGHEST, -250, -1500", "DIFFERENCE, -250, 0", "HIGHEST, 0, 0", "DIFFERENCE, 200, 1500" })
    void aLumpSumToDatePaysTheDifference(BonusSteps.Pays pays, String sold, long paid) {
        PayFunction pay = new BonusSteps(Basis.MEASURE, pays,
                List.of(new BonusSteps.Step(Rate.of("100"), false, Rate.of("10")),
                        new BonusSteps.Step(Rate.of("200"), false, Rate.of("25")),
                        new BonusSteps.Step(Rate.of("500"), false, Rate.of("40"))));
        Example example = one(pay).window(Window.YEAR_TO_DATE).since(0);
        example.before.addWithoutCredit("p", "c", 25_00);
        assertThat(total(example, day -> booking(50, "350"), day -> booking(120, sold))).isEqualTo(paid);
    }

    @Test
    void whatLockedLinesEarnedBeyondTheCapIsALineOfItsOwn() {
        Example example = one(TEN_PERCENT).window(Window.YEAR_TO_DATE).since(0).modifiers(capped("8"));
        example.before.add("p", "c", 0, 10_00);
        Lines lines = calculate(example, day -> booking(50, "100"), day -> booking(120, "100"));
        assertThat(amounts(lines)).containsExactly(0L, -2_00L);
        assertThat(lines.kind(1)).isEqualTo(Lines.Kind.OVER_CAP);
    }

    // --- returns

    @ParameterizedTest(name = "{0}, falls: {1}: returning the half of 100 takes {2}, and 100 more earn {3}")
    @CsvSource({ "EARNED, false, -250, 1000", "EARNED, true, -250, 750", "PAID, false, -250, 1000",
        "RECOMPUTED, false, -250, 750" })
    void aReturnTakesBack(Takes takes, boolean falls, long taken, long more) {
        PayFunction pay = new MarginalTiers(Basis.MEASURE, Optional.empty(),
                List.of(tier("0", false, "0.05"), tier("100", false, "0.1")));
        Example example = one(pay).clawback(new Clawback(Optional.empty(), takes, falls, Optional.empty()));
        assertThat(amounts(example, day -> booking(110, "100"), day -> booking(111, "-50").returning(0),
                day -> booking(112, "100"))).containsExactly(5_00L, taken, more);
    }

    @Test
    void aLineCutByACapGivesBackOnlyWhatItKept() {
        Example example = one(TEN_PERCENT).modifiers(capped("12"));
        assertThat(amounts(example, day -> booking(110, "100"), day -> booking(111, "100"),
                day -> booking(112, "-100").returning(1))).containsExactly(10_00L, 2_00L, -2_00L);
    }

    @Test
    void partialReturnsTogetherTakeWhatOneReturnOfAllWouldTake() {
        // 3 cents over three returns of a third each, of what kept 10 cents
        Example example = one(new FlatRate(Rate.of("0.1")));
        assertThat(amounts(example, day -> booking(110, "0.99"), day -> booking(111, "-0.33").returning(0),
                day -> booking(112, "-0.33").returning(0), day -> booking(113, "-0.33").returning(0)))
                .containsExactly(10L, -3L, -4L, -3L);
    }

    @Test
    void aReturnOfAnEarlierPeriodsSaleTakesWhatItKeptThere() {
        Example example = one(TEN_PERCENT);
        example.before.add("p", "c", 0, 6_00);
        assertThat(amounts(example, day -> booking(50, "100"), day -> booking(120, "-50").returning(0)))
                .containsExactly(-3_00L);
    }

    @ParameterizedTest(name = "a return {0} days later takes {1}")
    @CsvSource({ "30, -1000", "31, 0" })
    void aLateReturnTakesNothing(int days, long taken) {
        Example example = one(TEN_PERCENT)
                .clawback(new Clawback(Optional.of(30), Takes.EARNED, true, Optional.empty()));
        assertThat(amounts(example, day -> booking(110, "100"), day -> booking(110 + days, "-100").returning(0)))
                .containsExactly(10_00L, taken);
    }

    @Test
    void anUnservedTermIsTakenByItsDays() {
        // Day 110 is 21 April 1970; the term of one month has 30 days.
        Example example = one(TEN_PERCENT)
                .clawback(new Clawback(Optional.empty(), Takes.UNSERVED_TERM, false, Optional.of(1)));
        assertThat(amounts(example, day -> booking(110, "100"), day -> booking(120, "-100").returning(0)))
                .containsExactly(10_00L, -6_67L);
    }

    @Test
    void recomputingMovesEveryLaterCreditDown() {
        PayFunction pay = new MarginalTiers(Basis.MEASURE,
                Optional.of(new RateTable(List.of("product"),
                        List.of(new RateTable.Row(Map.of("product", "A"), Rate.of("0.1"))), Rate.of("0.2"))),
                List.of(new Tier(Rate.ZERO, new io.attain.plan.language.Tiers.Factor(Rate.ONE)),
                        new Tier(Rate.of("100"), new io.attain.plan.language.Tiers.Factor(Rate.of("2")))));
        Example example = one(pay)
                .clawback(new Clawback(Optional.empty(), Takes.RECOMPUTED, false, Optional.empty()));
        // A at 10 %, then B at 2 × 20 %; without A, B would have earned 20 %
        assertThat(amounts(example, day -> booking(110, "100"),
                day -> CreditFacts.booking(111, 100_00, Role.DIRECT, field -> "B"),
                day -> booking(112, "-100").returning(0))).containsExactly(10_00L, 40_00L, -30_00L);
    }

    // --- several components, several people

    @Test
    void aComponentIsPaidAfterThoseItLooksAt() {
        Component kicker = component("kicker", new FormulaPay(new Formula("earned(\"base\") * 0.5")));
        Component base = component("base", TEN_PERCENT);
        Lines lines = calculate(List.of(kicker, base), PlanPay.NONE, List.of("ann"), List.of(List.of(sale("100"))))
                .getFirst();
        assertThat(amounts(lines)).containsExactly(5_00L, 10_00L);
        assertThatThrownBy(() -> calculate(
                List.of(kicker, component("base", new FormulaPay(new Formula("earned(\"kicker\")")))), PlanPay.NONE,
                List.of("ann"), List.of(List.of()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kicker");
    }

    @Test
    void aPlanCapCutsLinesWithoutACreditFirst() {
        List<Component> components = List.of(
                component("bonus", new FormulaPay(new Formula("3"))), component("base", TEN_PERCENT));
        PlanPay pay = new PlanPay(Optional.of(new Limit.Amount(Rate.of("14"))), Optional.empty(), Optional.empty());
        assertThat(amounts(calculate(components, pay, List.of("ann"), List.of(List.of(sale("100"), sale("50"))))
                .getFirst())).containsExactly(0L, 10_00L, 4_00L);
    }

    @Test
    void aBudgetShrinksAllAwardsWithoutLosingACent() {
        PlanPay pay = new PlanPay(Optional.empty(), Optional.of(Rate.of("10")), Optional.empty());
        List<Lines> lines = calculate(List.of(component("base", TEN_PERCENT)), pay, List.of("ann", "bob", "cy"),
                List.of(List.of(sale("50")), List.of(sale("50")), List.of(sale("50"))));
        assertThat(lines.stream().map(own -> own.amount(0))).containsExactly(3_34L, 3_33L, 3_33L);
        assertThat(lines.getFirst().uncut(0)).isEqualTo(5_00);
    }

    @Test
    void thoseWhoTieShareThePrizesOfTheirPlaces() {
        PayFunction prizes = new RankPrizes(Group.PLAN, List.of(Rate.of("10"), Rate.of("5.01"), Rate.of("2")),
                Optional.of(Rate.of("20")));
        List<Lines> lines = calculate(List.of(component("contest", prizes)), PlanPay.NONE,
                List.of("ann", "bob", "cy", "dee"),
                List.of(List.of(sale("50")), List.of(sale("80")), List.of(sale("50")), List.of(sale("19.99"))));
        assertThat(lines.stream().map(CalculatorByExampleTest::total)).containsExactly(3_51L, 10_00L, 3_50L, 0L);
    }

    @Test
    void aPoolIsSharedByMeasureAmongThoseWhoQualify() {
        PayFunction pool = new Pool(new Pool.ShareOfMeasure(Rate.of("0.1")), new Pool.ByMeasure(),
                Optional.of(new Formula("measure >= 50")), Group.PLAN);
        List<Lines> lines = calculate(List.of(component("pool", pool)), PlanPay.NONE, List.of("ann", "bob", "cy"),
                List.of(List.of(sale("50")), List.of(sale("100")), List.of(sale("20"))));
        assertThat(lines.stream().map(CalculatorByExampleTest::total)).containsExactly(5_67L, 11_33L, 0L);
    }

    @Test
    void aCascadingBaseIsLessWhatThoseBelowEarned() {
        Component own = new Component("c", Text.of("C"),
                CreditSelection.of(EnumSet.of(Role.DIRECT, Role.ROLLUP)), new Measure.AmountLessCommissionBelow(),
                Window.PERIOD, Optional.empty(), Optional.empty(), TEN_PERCENT, Modifiers.NONE, Payment.AT_ONCE);
        PlanDefinition plan = plan(List.of(own), PlanPay.NONE);
        Vocabulary vocabulary = Vocabulary.of(List.of(plan));
        List<Payee> group = new ArrayList<>();
        for (String id : List.of("chief", "boss", "rep")) {
            CreditColumns columns = new CreditColumns(vocabulary);
            columns.add(CreditFacts.booking(110, 100_00, id.equals("rep") ? Role.DIRECT : Role.ROLLUP, field -> "")
                    .ofEvent("deal"));
            group.add(new Payee(id, "", "", Optional.empty(), Optional.empty(),
                    Map.of("chief", Set.of("boss", "rep"), "boss", Set.of("rep"), "rep", Set.<String>of()).get(id),
                    columns, List.of(participation(plan, vocabulary, Map.of())), EarnedBefore.nothing(), List.of()));
        }
        List<Lines> lines = List.of(new Lines(), new Lines(), new Lines());
        new Calculator().calculate(group, QUARTER, lines);
        // 10 % of 100; of 100 − 10; of 100 − 10 − 9
        assertThat(lines.stream().map(CalculatorByExampleTest::total)).containsExactly(8_10L, 9_00L, 10_00L);
    }

    // --- set-up

    private static Tier tier(String from, boolean moreThan, String rate) {
        return new Tier(Rate.of(from), moreThan, new OwnRate(Rate.of(rate)));
    }

    private static Curve.Point point(String x, String y) {
        return new Curve.Point(Rate.of(x), Rate.of(y));
    }

    private static Modifiers capped(String major) {
        return new Modifiers(List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(new Limit.Amount(Rate.of(major))));
    }

    private interface Sale {
        CreditFacts on(int day);
    }

    private static Sale sale(String amount) {
        return day -> booking(day, amount);
    }

    private static CreditFacts booking(int day, String amount) {
        return CreditFacts.booking(day, new BigDecimal(amount).movePointRight(2).longValueExact(), Role.DIRECT,
                field -> field.equals("product") ? "A" : field.equals("account") ? "Acme" : "");
    }

    /** One component {@code c} of a plan {@code p}, and who is in it. */
    private static final class Example {

        private Component component;
        private long quota;
        private long target;
        private int since = FROM;
        private Optional<LocalDate> joined = Optional.empty();
        private Optional<LocalDate> left = Optional.empty();
        private final EarnedBefore before = EarnedBefore.nothing();
        private final List<Reading> readings = new ArrayList<>();

        private Example(Component component) {
            this.component = component;
        }

        Example with(UnaryOperator<Component> change) {
            component = change.apply(component);
            return this;
        }

        Example quota(long units) {
            quota = units;
            return this;
        }

        Example target(long minor) {
            target = minor;
            return this;
        }

        Example since(int day) {
            since = day;
            return this;
        }

        Example joined(int day) {
            joined = Optional.of(LocalDate.ofEpochDay(day));
            return this;
        }

        Example left(int day) {
            left = Optional.of(LocalDate.ofEpochDay(day));
            return this;
        }

        Example reading(String name, int day, String value) {
            readings.add(new Reading(name, LocalDate.ofEpochDay(day), new BigDecimal(value)));
            return this;
        }

        Example measure(Measure measure) {
            return with(c -> new Component(c.id(), c.name(), c.credits(), measure, c.window(), c.quota(), c.target(),
                    c.pay(), c.modifiers(), c.payment()));
        }

        Example window(Window window) {
            return with(c -> new Component(c.id(), c.name(), c.credits(), c.measure(), window, c.quota(), c.target(),
                    c.pay(), c.modifiers(), c.payment()));
        }

        Example credits(CreditSelection credits) {
            return with(c -> new Component(c.id(), c.name(), credits, c.measure(), c.window(), c.quota(), c.target(),
                    c.pay(), c.modifiers(), c.payment()));
        }

        Example events(Set<EventKind> kinds) {
            return credits(new CreditSelection(CreditSelection.SELLERS, kinds, Optional.empty(), Optional.empty(),
                    false));
        }

        Example modifiers(Modifiers modifiers) {
            return with(c -> new Component(c.id(), c.name(), c.credits(), c.measure(), c.window(), c.quota(),
                    c.target(), c.pay(), modifiers, c.payment()));
        }

        Example clawback(Clawback clawback) {
            return with(c -> new Component(c.id(), c.name(), c.credits(), c.measure(), c.window(), c.quota(),
                    c.target(), c.pay(), c.modifiers(),
                    new Payment(Payment.On.BOOKING, Optional.empty(), clawback)));
        }
    }

    private static Example one(PayFunction pay) {
        return new Example(component("c", pay));
    }

    private static Component component(String id, PayFunction pay) {
        return new Component(id, Text.of(id), CreditSelection.all(), new Measure.Amount(), Window.PERIOD,
                Optional.of(QuotaUse.of("amount")), Optional.empty(), pay, Modifiers.NONE, Payment.AT_ONCE);
    }

    private static PlanDefinition plan(List<Component> components, PlanPay pay) {
        PlanDefinition plan = PlanDefinition.of("p", "P", PlanFixtures.USD, "quarters",
                DateRange.since(LocalDate.EPOCH), components);
        return new PlanDefinition(plan.id(), plan.name(), plan.description(), plan.currency(), plan.calendar(),
                plan.effective(), plan.conversion(), plan.components(), pay, plan.examples());
    }

    private static Participation participation(PlanDefinition plan, Vocabulary vocabulary,
            Map<String, Figures> figures) {
        return Participation.of(
                List.of(new Participation.Segment(CompiledPlan.compile(plan, vocabulary), 0, Integer.MAX_VALUE)),
                figures, 0);
    }

    private static Lines calculate(Example example, Sale... sales) {
        PlanDefinition plan = plan(List.of(example.component), PlanPay.NONE);
        Vocabulary vocabulary = Vocabulary.of(List.of(plan));
        CreditColumns columns = new CreditColumns(vocabulary);
        int day = 110;
        for (Sale sale : sales) {
            columns.add(sale.on(day++));
        }
        Payee payee = new Payee("ann", "", "", example.joined, example.left, Set.of(), columns,
                List.of(participation(plan, vocabulary,
                        Map.of("c", new Figures(example.quota, example.target, example.since)))),
                example.before, example.readings);
        Lines lines = new Lines();
        new Calculator().calculate(payee, QUARTER, lines);
        assertThat(lines.obstacle()).isEmpty();
        return lines;
    }

    private static List<Lines> calculate(List<Component> components, PlanPay pay, List<String> people,
            List<List<Sale>> sales) {
        PlanDefinition plan = plan(components, pay);
        Vocabulary vocabulary = Vocabulary.of(List.of(plan));
        List<Payee> group = new ArrayList<>();
        List<Lines> lines = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            CreditColumns columns = new CreditColumns(vocabulary);
            int day = 110;
            for (Sale sale : sales.get(i)) {
                columns.add(sale.on(day++));
            }
            group.add(Payee.of(people.get(i), columns,
                    List.of(participation(plan, vocabulary, new HashMap<>()))));
            lines.add(new Lines());
        }
        new Calculator().calculate(group, QUARTER, lines);
        return lines;
    }

    private static List<Long> amounts(Example example, Sale... sales) {
        return amounts(calculate(example, sales));
    }

    private static List<Long> amounts(Lines lines) {
        List<Long> amounts = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            amounts.add(lines.amount(line));
        }
        return amounts;
    }

    private static long total(Example example, Sale... sales) {
        return total(calculate(example, sales));
    }

    private static long total(Lines lines) {
        return amounts(lines).stream().mapToLong(Long::longValue).sum();
    }
}
