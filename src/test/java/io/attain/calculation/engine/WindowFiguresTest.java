package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Modifiers;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Proration;
import io.attain.plan.language.QuotaUse;
import io.attain.plan.language.Ramp;
import io.attain.plan.language.Text;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

/** A quota of 365,000.00 a year, 2017. */
class WindowFiguresTest {

    private static final DateRange Q2 = days("2017-04-01", "2017-07-01");
    private static final DateRange YEAR = days("2017-01-01", "2018-01-01");

    @ParameterizedTest(name = "{0}, in the plan from {1}: {2}")
    @CsvSource({ "PERIOD, 2017-01-01, 91000.00", "PERIOD, 2017-06-30, 1000.00", "YEAR_TO_DATE, 2017-01-01, 181000.00",
        "YEAR_TO_DATE, 2017-04-02, 90000.00", "QUARTER_TO_DATE, 2016-01-01, 91000.00",
        "PLAN_TO_DATE, 2017-03-31, 92000.00" })
    void aQuotaIsProratedByTheDaysInThePlan(Window window, String from, BigDecimal quota) {
        assertThat(figures(window, QuotaUse.of("amount"), from, from).quota()).isEqualTo(minor(quota));
    }

    @Test
    void withoutProrationItStaysWhole() {
        QuotaUse use = new QuotaUse("amount", Optional.empty(), Proration.NONE, List.of());
        assertThat(figures(Window.PERIOD, use, "2017-06-30", "2017-06-30").quota()).isEqualTo(91_000_00);
    }

    @Test
    void byWorkingDaysAWeekendWeighsNothing() {
        QuotaUse use = new QuotaUse("amount", Optional.empty(), Proration.WORKING_DAYS, List.of());
        // 2017 has 260 days from Monday to Friday; 29 and 30 June are a Thursday and a Friday
        assertThat(figures(Window.PERIOD, use, "2017-06-29", "2017-06-29").quota()).isEqualTo(2_807_69);
    }

    @ParameterizedTest(name = "joined {0}, by {1}: {2}")
    @CsvSource({ "2017-04-16, CALENDAR_MONTH, 49250.00", "2017-04-16, ANNIVERSARY, 38000.00",
        "2016-12-31, CALENDAR_MONTH, 91000.00" })
    void aRampGoesByMonthsOfTenure(String joined, Ramp.Months by, BigDecimal quota) {
        QuotaUse use = new QuotaUse("amount", Optional.of(new Ramp(by, Ramp.Kind.FACTORS,
                List.of(Rate.of("0.25"), Rate.of("0.5")))), Proration.CALENDAR_DAYS, List.of());
        // calendar months: 15 × 0.25 + 31 × 0.5 + 30 days; from the day of joining: 30 × 0.25 + 31 × 0.5 + 15 days
        assertThat(figures(Window.PERIOD, use, joined, joined).quota()).isEqualTo(minor(quota));
    }

    @Test
    void aRampOfAmountsStandsForItself() {
        QuotaUse use = new QuotaUse("amount", Optional.of(new Ramp(Ramp.Months.CALENDAR_MONTH, Ramp.Kind.AMOUNTS,
                List.of(Rate.of("3000"), Rate.of("10000")))), Proration.CALENDAR_DAYS, List.of());
        // the half of April, the whole of May, then 30 days of the agreed quota
        assertThat(figures(Window.PERIOD, use, "2017-04-16", "2017-04-16").quota()).isEqualTo(41_500_00);
    }

    @Test
    void aSeasonSpreadsTheYear() {
        List<Rate> weights = new ArrayList<>(Collections.nCopies(12, Rate.ONE));
        weights.set(5, Rate.of("9"));
        QuotaUse use = new QuotaUse("amount", Optional.empty(), Proration.CALENDAR_DAYS, weights);
        // April and May weigh 1 of 20 each, June 9
        assertThat(figures(Window.PERIOD, use, "2017-01-01", "2017-01-01").quota()).isEqualTo(200_750_00);
    }

    @Test
    void versionsAddUpByTheirDaysAndTargetsBySharesOfThem() {
        PlanDefinition before = plan(Window.PERIOD, QuotaUse.of("amount"), Rate.of("0.5"));
        PlanDefinition after = plan(Window.PERIOD, QuotaUse.of("other"), Rate.ONE);
        WindowFigures figures = new WindowFigures(
                List.of(new WindowFigures.Version(before, days("2017-04-01", "2017-06-01")),
                        new WindowFigures.Version(after, days("2017-06-01", "2017-07-01"))),
                List.of(figure("amount", "365000"), figure("other", "730000"), figure("target", "36500")),
                Optional.empty(), Q2, day -> true);
        assertThat(figures.byComponent().get("c").quota()).isEqualTo(61_000_00 + 60_000_00);
        assertThat(figures.byComponent().get("c").target()).isEqualTo(3_050_00 + 3_000_00);
        assertThat(figures.target()).isEqualTo(9_100_00);
    }

    private static Participation.Figures figures(Window window, QuotaUse use, String from, String joined) {
        WindowFigures figures = new WindowFigures(
                List.of(new WindowFigures.Version(plan(window, use, Rate.ONE), days(from, "2020-01-01"))),
                List.of(figure("amount", "365000"), new DatedFigure("amount", days("2016-01-01", "2017-01-01"),
                        new BigDecimal("366000"))),
                Optional.of(LocalDate.parse(joined)), Q2,
                day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY);
        return figures.byComponent().get("c");
    }

    private static PlanDefinition plan(Window window, QuotaUse use, Rate targetShare) {
        return PlanDefinition.of("p", "P", PlanFixtures.USD, "quarters", PlanFixtures.ALWAYS,
                List.of(new Component("c", Text.of("C"), CreditSelection.all(), new Measure.Amount(), window,
                        Optional.of(use), Optional.of(new Limit.OfTarget(targetShare)),
                        new FlatRate(Rate.ONE), Modifiers.NONE, Payment.AT_ONCE)));
    }

    private static DatedFigure figure(String name, String value) {
        return new DatedFigure(name, YEAR, new BigDecimal(value));
    }

    private static DateRange days(String from, String to) {
        return DateRange.of(LocalDate.parse(from), LocalDate.parse(to));
    }

    private static long minor(BigDecimal major) {
        return major.movePointRight(2).longValueExact();
    }
}
