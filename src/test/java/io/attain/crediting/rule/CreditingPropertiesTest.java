package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.fixtures.Seeds;
import io.attain.plan.language.Conversion;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;

import static io.attain.crediting.rule.Sales.EUR;
import static io.attain.crediting.rule.Sales.MARCH;
import static io.attain.crediting.rule.Sales.USD;
import static io.attain.crediting.rule.Sales.booking;
import static io.attain.crediting.rule.Sales.referring;
import static io.attain.crediting.rule.Sales.who;
import static org.assertj.core.api.Assertions.assertThat;

class CreditingPropertiesTest {

    private static final long MOST = 99_999_999_999L;

    @Property(tries = 300 * Seeds.TIMES, seed = Seeds.SEED)
    void noCentIsLostOrMade(@ForAll @LongRange(min = -MOST, max = MOST) long minor,
            @ForAll("weights") List<BigDecimal> weights, @ForAll("rates") BigDecimal rate) {
        Sales sales = team(weights.size(), rate);
        SalesEvent event = booking("D1", Money.ofMinor(minor, EUR));
        sales.splits(event, false, parts(weights));
        List<Credit> whole = addingUp(sales.credited(event));
        Money converted = ExchangeRates.converted(event.amount(), rate, USD);
        assertThat(whole.stream().map(Credit::original).reduce(Money.zero(EUR), Money::plus)).isEqualTo(event.amount());
        assertThat(whole.stream().map(Credit::amount).reduce(Money.zero(USD), Money::plus)).isEqualTo(converted);
        assertThat(whole.stream().mapToLong(Credit::count).sum()).isEqualTo(Credit.ONE);
        assertThat(sales.credits(event.key())).filteredOn(credit -> credit.role() == CreditRole.ROLLUP)
                .singleElement().satisfies(top -> {
                    assertThat(top.amount()).isEqualTo(converted);
                    assertThat(top.share()).isEqualByComparingTo("1");
                });
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void theSharesOfANegativeAmountMirrorThoseOfThePositiveOne(@ForAll @LongRange(min = 0, max = MOST) long minor,
            @ForAll("weights") List<BigDecimal> weights, @ForAll("rates") BigDecimal rate) {
        Sales sales = team(weights.size(), rate);
        SalesEvent event = booking("D1", Money.ofMinor(minor, EUR));
        sales.splits(event, false, parts(weights));
        List<Money> amounts = sales.credited(event).stream().map(credit -> credit.amount().negate()).toList();
        assertThat(sales.credited(booking("D1", Money.ofMinor(-minor, EUR)))).extracting(Credit::amount)
                .isEqualTo(amounts);
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void aWholeReturnTakesBackExactlyWhatWasCredited(@ForAll @LongRange(min = 1, max = MOST) long minor,
            @ForAll("weights") List<BigDecimal> weights, @ForAll("rates") BigDecimal rate) {
        Sales sales = team(weights.size(), rate);
        SalesEvent event = booking("D1", Money.ofMinor(minor, EUR));
        sales.splits(event, false, parts(weights));
        List<Money> amounts = sales.credited(event).stream().map(credit -> credit.amount().negate()).toList();
        SalesEvent back = referring(EventKind.RETURN, "R1", event, event.amount().negate(), MARCH.plusDays(40));
        assertThat(sales.credited(back)).extracting(Credit::amount).isEqualTo(amounts);
        SalesEvent half = referring(EventKind.RETURN, "R2", event, Money.ofMinor(-Math.ceilDiv(minor, 2), EUR), MARCH);
        assertThat(addingUp(sales.credited(half)).stream().map(Credit::original).reduce(Money.zero(EUR), Money::plus))
                .isEqualTo(half.amount());
    }

    @Property(tries = 100 * Seeds.TIMES, seed = Seeds.SEED)
    void theOrderOfEventsAndOfWhatIsKnownDoesNotMatter(@ForAll Random random) {
        List<SalesEvent> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            events.add(booking("D" + i, Money.ofMinor(random.nextLong(MOST), EUR)));
        }
        Sales sales = team(4, new BigDecimal("1.1"));
        for (SalesEvent event : events) {
            if (random.nextBoolean()) {
                sales.splits(event, false, parts(List.of(BigDecimal.ONE, BigDecimal.TWO, BigDecimal.ONE)));
            }
        }
        List<Credit> once = creditedAll(sales, events);
        Collections.shuffle(events, random);
        Collections.shuffle(sales.lines, random);
        Collections.shuffle(sales.listed, random);
        assertThat(creditedAll(sales, events)).isEqualTo(once);
    }

    @Property(tries = 300 * Seeds.TIMES, seed = Seeds.SEED)
    void thereAndBackByARateAndItsListedInverseMintsNothingBeyondTheRounding(
            @ForAll @LongRange(min = 0, max = MOST) long minor, @ForAll("rates") BigDecimal rate) {
        Money euros = Money.ofMinor(minor, EUR);
        BigDecimal inverse = BigDecimal.ONE.divide(rate, 34, RoundingMode.DOWN);
        Money back = ExchangeRates.converted(ExchangeRates.converted(euros, rate, USD), inverse, EUR);
        BigDecimal drift = back.minus(euros).toDecimal().abs();
        BigDecimal halfUnits = inverse.multiply(new BigDecimal("0.005")).add(new BigDecimal("0.005000001"));
        assertThat(drift).isLessThanOrEqualTo(halfUnits);
    }

    @Provide
    Arbitrary<List<BigDecimal>> weights() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 9).map(BigDecimal::valueOf),
                Arbitraries.bigDecimals().between(new BigDecimal("0.000001"), new BigDecimal("100")).ofScale(6))
                .list().ofMinSize(1).ofMaxSize(7);
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.bigDecimals().between(new BigDecimal("0.01"), new BigDecimal("150")).ofScale(5);
    }

    private static List<Credit> creditedAll(Sales sales, List<SalesEvent> events) {
        List<Credit> credits = new ArrayList<>();
        events.forEach(event -> credits.addAll(sales.credited(event)));
        credits.sort(Credit.CANONICAL);
        return credits;
    }

    private static List<Credit> addingUp(List<Credit> credits) {
        return credits.stream().filter(credit -> credit.role().addsUp()).toList();
    }

    private static Sales team(int size, BigDecimal rate) {
        Sales sales = new Sales();
        sales.lists(EUR, USD, MARCH.minusDays(9), rate.toPlainString());
        sales.paysIn("boss", USD, Conversion.EVENT_DATE).paysIn("ann", USD, Conversion.EVENT_DATE);
        sales.reports("ann", "boss");
        for (int i = 0; i < size; i++) {
            sales.reports("p" + i, "boss").paysIn("p" + i, USD, Conversion.EVENT_DATE);
        }
        return sales;
    }

    private static Part[] parts(List<BigDecimal> weights) {
        Part[] parts = new Part[weights.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(who("p" + i), weights.get(i));
        }
        return parts;
    }
}
