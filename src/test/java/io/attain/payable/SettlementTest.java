package io.attain.payable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;
import io.attain.plan.language.Draw;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Proration;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Money ZERO = Money.zero(USD);

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }

    private static Optional<DrawInForce> draw(Draw.Kind kind, String amount) {
        return Optional.of(new DrawInForce(kind, usd(amount), true, Optional.empty()));
    }

    /** The months of someone whose draw stays as it is. */
    private static List<Settlement> months(Optional<DrawInForce> draw, String... earned) {
        List<Settlement> months = new ArrayList<>();
        Balances balances = Balances.none(USD);
        for (String amount : earned) {
            Settlement month = Settlement.of(usd(amount), ZERO, ZERO, draw, balances, false);
            months.add(month);
            balances = month.balances();
        }
        return months;
    }

    @ParameterizedTest(name = "XACTLY-DRAW: {0}")
    @CsvSource({ "RECOVERABLE, 1500, 2000, 1000, 0", "NON_RECOVERABLE, 1500, 3000, 0, 0" })
    void paysThePublishedDraws(Draw.Kind kind, String august, String september, String owed, String left) {
        List<Settlement> months = months(draw(kind, "1500"), "500", "3000");

        assertThat(months).extracting(Settlement::pay).containsExactly(usd(august), usd(september));
        assertThat(months).extracting(month -> month.balances().draw()).containsExactly(usd(owed), usd(left));
    }

    @Test
    void recoversOnlyAboveTheDrawWhileItIsInForce() {
        List<Settlement> months = months(draw(Draw.Kind.RECOVERABLE, "2000"), "1000", "1875", "2500", "5000");

        assertThat(months).extracting(Settlement::pay).containsExactly(usd("2000"), usd("2000"), usd("2000"),
                usd("4375"));
        assertThat(months).extracting(month -> month.balances().draw()).containsExactly(usd("1000"), usd("1125"),
                usd("625"), ZERO);
    }

    @Test
    void recoversFromAllPayOnceNoDrawIsInForce() {
        Settlement month = Settlement.of(usd("800"), ZERO, ZERO, Optional.empty(), new Balances(usd("1000"), ZERO),
                false);

        assertThat(month.pay()).isEqualTo(ZERO);
        assertThat(month.balances()).isEqualTo(new Balances(usd("200"), ZERO));
    }

    @Test
    void recoversAtMostAShareOfTheExcess() {
        DrawInForce half = new DrawInForce(Draw.Kind.RECOVERABLE, usd("1000"), true, Optional.of(Rate.of("0.5")));
        Settlement month = Settlement.of(usd("1000.01"), usd("0.02"), ZERO, Optional.of(half),
                new Balances(usd("300"), ZERO), false);

        assertThat(month.pay()).isEqualTo(usd("1000.02"));
        assertThat(month.movements()).containsExactly(
                new Movement.Recovered(usd("0.01"), usd("0.03"), usd("299.99")));
    }

    @Test
    void takesWhatIsOwedBeforeTheDrawTopsUp() {
        Settlement month = Settlement.of(usd("1200"), ZERO, ZERO, draw(Draw.Kind.RECOVERABLE, "1000"),
                new Balances(ZERO, usd("500")), false);

        assertThat(month.movements()).containsExactly(new Movement.ReceivableTaken(usd("500"), ZERO),
                new Movement.Advanced(usd("300"), usd("1000"), usd("300")));
        assertThat(month.pay()).isEqualTo(usd("1000"));
    }

    @Test
    void carriesWhatIsBelowZeroAndNeverPaysIt() {
        Settlement month = Settlement.of(usd("-250"), ZERO, ZERO, Optional.empty(), Balances.none(USD), false);

        assertThat(month.pay()).isEqualTo(ZERO);
        assertThat(month.balances().clawback()).isEqualTo(usd("250"));
    }

    @Test
    void countsHeldPayAsPaidAndHoldsItLast() {
        Settlement month = Settlement.of(usd("1500"), ZERO, usd("400"), draw(Draw.Kind.RECOVERABLE, "1500"),
                Balances.none(USD), false);

        assertThat(month.movements()).containsExactly(new Movement.Held(usd("400")));
        assertThat(month.pay()).isEqualTo(usd("1100"));
    }

    @Test
    void turnsALeaversDrawIntoAReceivable() {
        Settlement month = Settlement.of(usd("100"), ZERO, ZERO, Optional.empty(), new Balances(usd("900"), ZERO),
                true);

        assertThat(month.balances()).isEqualTo(new Balances(ZERO, usd("800")));
        assertThat(month.pay()).isEqualTo(ZERO);
    }

    @ParameterizedTest
    @CsvSource({ "1, 31, 31, 500.00, false", "2, 31, 31, 750.00, false", "3, 31, 31, 1000.00, false",
        "4, 31, 31, 1000.00, true", "6, 10, 31, 322.58, true", "7, 31, 31, 0.00, true" })
    void rampsProratesAndEndsADraw(int tenure, long daysInPlan, long days, String amount, boolean recovering) {
        Draw draw = new Draw(Draw.Kind.RECOVERABLE, new Limit.Amount(Rate.of("1000")),
                List.of(Rate.of("0.5"), Rate.of("0.75")), Optional.of(6), new Draw.Recovery(Optional.empty(), 3),
                Proration.CALENDAR_DAYS);

        DrawInForce inForce = DrawInForce.of(draw, ZERO, List.of(new DrawInForce.Stretch(tenure, daysInPlan)), days);

        assertThat(inForce.amount()).isEqualTo(usd(amount));
        assertThat(inForce.recovering()).isEqualTo(recovering);
    }

    @Test
    void aDrawOfAQuarterTakesEachMonthsFactor() {
        Draw draw = new Draw(Draw.Kind.RECOVERABLE, new Limit.Amount(Rate.of("9000")),
                List.of(Rate.of("0.5"), Rate.of("0.75")), Optional.of(3), Draw.Recovery.AT_ONCE,
                Proration.CALENDAR_DAYS);
        DateRange quarter = new DateRange(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1));

        assertThat(amount(draw, quarter, quarter, LocalDate.of(2017, 1, 20))).isEqualTo(usd("6750.00"));
        assertThat(amount(draw, quarter, quarter, LocalDate.of(2016, 12, 20))).isEqualTo(usd("5125.00"));
        assertThat(amount(draw, quarter, new DateRange(LocalDate.of(2017, 2, 15), quarter.to()),
                LocalDate.of(2017, 2, 15))).isEqualTo(usd("3025.00"));
    }

    private static Money amount(Draw draw, DateRange period, DateRange inPlan, LocalDate joined) {
        return DrawInForce.of(draw, ZERO, DrawInForce.Stretch.of(draw, period, inPlan, joined, day -> true),
                DrawInForce.days(draw, period, day -> true)).amount();
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void conservesMoneyAndNeverPaysBelowZero(
            @ForAll @Size(max = 24) List<@LongRange(min = -100_000, max = 100_000) Long> earned,
            @ForAll @LongRange(min = 0, max = 50_000) long drawn, @ForAll @LongRange(min = 0, max = 30_000) long held) {
        Optional<DrawInForce> draw = Optional
                .of(new DrawInForce(Draw.Kind.RECOVERABLE, Money.ofMinor(drawn, USD), true, Optional.empty()));
        Balances balances = Balances.none(USD);
        Money all = ZERO;
        Money paid = ZERO;
        for (long minor : earned) {
            Settlement month = Settlement.of(Money.ofMinor(minor, USD), ZERO, Money.ofMinor(held, USD), draw, balances,
                    false);
            balances = month.balances();
            Money kept = month.movements().stream().filter(Movement.Held.class::isInstance).map(Movement::amount)
                    .reduce(ZERO, Money::plus);
            all = all.plus(Money.ofMinor(minor, USD));
            paid = paid.plus(month.pay()).plus(kept);
            assertThat(month.pay().isNegative()).isFalse();
            month.movements().forEach(movement -> assertThat(movement.amount().isPositive()).isTrue());
        }
        assertThat(paid).isEqualTo(all.plus(balances.draw()).plus(balances.clawback()));
    }

    @Test
    void saysEachMovementInBothLanguages() {
        Money one = usd("1234.50");
        List<Movement> movements = List.of(new Movement.ReceivableTaken(one, one),
                new Movement.CarriedAsReceivable(one, one), new Movement.Advanced(one, one, one),
                new Movement.Guaranteed(one, one), new Movement.Recovered(one, one, one),
                new Movement.DrawBecomesReceivable(one, one), new Movement.Held(one));

        assertThat(movements).allSatisfy(movement -> {
            assertThat(MovementWords.of(movement, Locale.ENGLISH)).contains("1,234.50 USD").endsWith(".");
            assertThat(MovementWords.of(movement, Locale.SIMPLIFIED_CHINESE)).contains("1,234.50 USD").endsWith("。");
        });
    }
}
