package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.attain.crediting.Credit;
import io.attain.plan.language.Conversion;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

import static io.attain.crediting.rule.Sales.ALWAYS;
import static io.attain.crediting.rule.Sales.EUR;
import static io.attain.crediting.rule.Sales.JPY;
import static io.attain.crediting.rule.Sales.MARCH;
import static io.attain.crediting.rule.Sales.USD;
import static io.attain.crediting.rule.Sales.booking;
import static io.attain.crediting.rule.Sales.part;
import static io.attain.crediting.rule.Sales.referring;
import static io.attain.crediting.rule.Sales.touch;
import static io.attain.crediting.rule.Sales.touched;
import static io.attain.crediting.rule.Sales.who;
import static io.attain.crediting.rule.Sales.with;
import static org.assertj.core.api.Assertions.assertThat;

class CreditingTest {

    private final Sales sales = new Sales();

    @Test
    void theNamedSellerHasItAllAndNobodyHasWhatNobodySold() {
        assertThat(shown(sales.credited(booking("D1", "100.01")))).containsExactly("DIRECT ann 1 100.01 USD");
        assertThat(sales.credited(touched(booking("D2", "1")))).isEmpty();
    }

    @Test
    void anAgreedSplitReplacesTheSellerAndLosesNoCent() {
        SalesEvent event = booking("D1", "100.00");
        sales.splits(event, false, part("cy", "1"), part("bob", "1"), part("ann", "1"));
        assertThat(shown(sales.credited(event))).containsExactly(
                "SPLIT ann 0.3333333333333333333333333333333333 33.33 USD",
                "SPLIT bob 0.3333333333333333333333333333333333 33.33 USD",
                "SPLIT cy 0.3333333333333333333333333333333333 33.34 USD");
        assertThat(sales.credits(event.key())).extracting(Credit::count).containsExactly(333333L, 333333L, 333334L);
    }

    @Test
    void anOverlayIsBesideTheSellerAndRoundsSingly() {
        SalesEvent event = booking("D1", "0.05");
        sales.splits(event, true, part("bob", "50"), part("cy", "90"));
        assertThat(shown(sales.credited(event))).containsExactly("DIRECT ann 1 0.05 USD", "OVERLAY bob 0.5 0.03 USD",
                "OVERLAY cy 0.9 0.05 USD");
    }

    @Test
    void ownersAreThoseOfTheEventDate() {
        LocalDate april = LocalDate.of(2017, 4, 1);
        sales.stands(Responsibility.Kind.ACCOUNT, "Cancity", "bob", "100", DateRange.of(MARCH, april));
        sales.stands(Responsibility.Kind.ACCOUNT, "Cancity", "cy", "100", DateRange.since(april));
        sales.stands(Responsibility.Kind.TERRITORY, "north", "dee", "100", ALWAYS);
        sales.territories.add(new Responsibilities.Located("Cancity", "north", ALWAYS));
        assertThat(shown(sales.credited(rules(new Recipient.AccountOwner()), booking("D1", "1"))))
                .containsExactly("DIRECT bob 1 1.00 USD");
        assertThat(shown(sales.credited(rules(new Recipient.TerritoryOwner()), booking("D1", "1"))))
                .containsExactly("DIRECT dee 1 1.00 USD");
        assertThat(sales.credited(rules(new Recipient.TerritoryOwner()),
                with(booking("D1", "1"), Map.of("territory", "south")))).isEmpty();
    }

    @Test
    void theFirstDirectRuleThatNamesSomeoneCountsAndEveryOverlayDoes() {
        sales.stands(Responsibility.Kind.PARTNER, "Resell", "pat", "100", ALWAYS);
        sales.stands(Responsibility.Kind.PRODUCT, "GTX Pro", "sue", "50", ALWAYS);
        sales.stands(Responsibility.Kind.PRODUCT, "GTX Pro", "tom", "100", ALWAYS);
        CreditRules rules = new CreditRules(List.of(
                CreditRule.direct("partner", new Recipient.Partner()),
                CreditRule.direct("seller", new Recipient.Seller()),
                CreditRule.overlay("specialists", new Recipient.ProductSpecialist(), new BigDecimal("0.5")),
                new CreditRule("never", EnumSet.of(EventKind.BOOKING), Optional.of("MG Special"),
                        new Recipient.Seller(), CreditRule.Role.OVERLAY, BigDecimal.ONE)),
                false);
        assertThat(shown(sales.credited(rules, booking("D1", "100")))).containsExactly("DIRECT ann 1 100.00 USD",
                "OVERLAY sue 0.25 25.00 USD", "OVERLAY tom 0.5 50.00 USD");
        assertThat(shown(sales.credited(rules, with(booking("D2", "100"), Map.of("partner", "Resell")))))
                .containsExactly("DIRECT pat 1 100.00 USD", "OVERLAY sue 0.25 25.00 USD",
                        "OVERLAY tom 0.5 50.00 USD");
    }

    @Test
    void touchesAreAttributedFirstLastLinearByPositionAndByChannel() {
        SalesEvent event = touched(booking("D1", "100"), touch("call", "cy", 9), touch("web", "ann", 1),
                touch("mail", "bob", 5), touch("mail", "bob", 6), touch("fair", "", 7));
        assertThat(attributed(new Attribution.First(), event)).containsExactly("DIRECT ann 1 100.00 USD");
        assertThat(attributed(new Attribution.Last(), event)).containsExactly("DIRECT cy 1 100.00 USD");
        assertThat(attributed(new Attribution.Linear(), event)).containsExactly("SPLIT ann 0.25 25.00 USD",
                "SPLIT bob 0.5 50.00 USD", "SPLIT cy 0.25 25.00 USD");
        assertThat(attributed(new Attribution.PositionBased(), event)).containsExactly("SPLIT ann 0.4 40.00 USD",
                "SPLIT bob 0.2 20.00 USD", "SPLIT cy 0.4 40.00 USD");
        assertThat(attributed(new Attribution.ByChannel(Map.of("mail", BigDecimal.ONE, "call", new BigDecimal("3"))),
                event)).containsExactly("SPLIT bob 0.25 25.00 USD", "SPLIT cy 0.75 75.00 USD");
        assertThat(attributed(new Attribution.PositionBased(), touched(event, touch("web", "ann", 1))))
                .containsExactly("DIRECT ann 1 100.00 USD");
        assertThat(attributed(new Attribution.PositionBased(),
                touched(event, touch("web", "ann", 1), touch("web", "bob", 2))))
                .containsExactly("SPLIT ann 0.5 50.00 USD", "SPLIT bob 0.5 50.00 USD");
        sales.stands(Responsibility.Kind.CHANNEL, "fair", "fay", "100", ALWAYS);
        assertThat(attributed(new Attribution.Linear(), event)).hasSize(4);
    }

    @Test
    void aManagerGetsEachEventOnceWithTheSharesBelow() {
        sales.reports("ann", "max").reports("bob", "max").reports("max", "vera").reports("cy", "vera")
                .reports("ann", "vera");
        SalesEvent event = booking("D1", "0.10");
        sales.splits(event, false, part("ann", "33.333333"), part("bob", "33.333333"), part("cy", "33.333334"));
        assertThat(shown(sales.credited(event))).contains("ROLLUP max 0.66666666 0.06 USD", "ROLLUP vera 1 0.10 USD")
                .hasSize(5);
    }

    @Test
    void overlayRollsUpOnlyWhenChosenAndNeverAboveTheWhole() {
        sales.reports("ann", "max").reports("sue", "max").reports("sue", "zoe");
        sales.stands(Responsibility.Kind.PRODUCT, "GTX Pro", "sue", "60", ALWAYS);
        List<CreditRule> rules = List.of(CreditRule.direct("seller", new Recipient.Seller()),
                CreditRule.overlay("specialist", new Recipient.ProductSpecialist(), BigDecimal.ONE));
        assertThat(shown(sales.credited(new CreditRules(rules, false), booking("D1", "10"))))
                .contains("ROLLUP max 1 10.00 USD").hasSize(3);
        assertThat(shown(sales.credited(new CreditRules(rules, true), booking("D1", "10"))))
                .contains("ROLLUP max 1 10.00 USD", "ROLLUP zoe 0.6 6.00 USD").hasSize(4);
    }

    @Test
    void anEventIsConvertedOnceBeforeItIsSplit() {
        sales.lists(EUR, USD, LocalDate.of(2017, 3, 1), "1.055").lists(EUR, USD, LocalDate.of(2017, 3, 31), "1.2")
                .lists(EUR, USD, LocalDate.of(2017, 4, 1), "9");
        SalesEvent event = booking("D1", Money.of("0.30", EUR));
        sales.splits(event, false, part("ann", "1"), part("bob", "1"), part("cy", "1"));
        for (String name : List.of("ann", "bob", "cy")) {
            sales.paysIn(name, USD, Conversion.EVENT_DATE);
        }
        assertThat(shown(sales.credited(event))).extracting(text -> text.substring(text.indexOf(' ') + 1))
                .containsExactly("ann 0.3333333333333333333333333333333333 0.11 USD",
                        "bob 0.3333333333333333333333333333333333 0.11 USD",
                        "cy 0.3333333333333333333333333333333333 0.10 USD");
        assertThat(sales.credits(event.key())).extracting(Credit::original)
                .containsOnly(Money.of("0.10", EUR));
        assertThat(amountOf(booking("D2", Money.of("100", EUR)), Conversion.PERIOD_AVERAGE))
                .isEqualTo(Money.of("112.75", USD));
        assertThat(amountOf(booking("D2", Money.of("100", EUR)), Conversion.PERIOD_END))
                .isEqualTo(Money.of("120", USD));
    }

    @Test
    void anInverseCountsOnlyIfItIsListedAndDigitsFollowTheCurrency() {
        sales.lists(USD, EUR, MARCH, "0.9").lists(JPY, USD, MARCH, "0.00875").lists(USD, JPY, MARCH, "114.5");
        sales.paysIn("ann", USD, Conversion.EVENT_DATE);
        assertThat(shown(sales.credited(booking("D1", Money.of("100", EUR)))))
                .containsExactly("DIRECT ann 1 100.00 EUR");
        assertThat(shown(sales.credited(booking("D1", Money.of("1000", JPY)))))
                .containsExactly("DIRECT ann 1 8.75 USD");
        sales.paysIn("ann", JPY, Conversion.EVENT_DATE);
        assertThat(shown(sales.credited(booking("D1", Money.of("1.01", USD)))))
                .containsExactly("DIRECT ann 1 116 JPY");
    }

    @Test
    void aReturnIsCreditedToThoseOfItsOriginalAtTheRateOfItsOriginal() {
        LocalDate june = LocalDate.of(2017, 6, 1);
        sales.reports("ann", "max").reports("bob", "max");
        sales.lists(EUR, USD, MARCH, "1.055").lists(EUR, USD, june, "2");
        SalesEvent event = booking("D1", Money.of("1.01", EUR));
        for (String name : List.of("ann", "bob", "cy", "max")) {
            sales.paysIn(name, USD, Conversion.EVENT_DATE);
        }
        sales.splits(event, false, part("ann", "1"), part("cy", "1"), part("bob", "1")).splits(event, true,
                part("dee", "50"));
        List<Credit> originals = sales.credited(event);
        SalesEvent whole = referring(EventKind.RETURN, "R1", event, Money.of("-1.01", EUR), june);
        List<Credit> back = sales.credited(whole);
        assertThat(back).hasSameSizeAs(originals).allSatisfy(credit -> {
            assertThat(credit.origin()).contains(new Credit.Origin(event.key(), EventKind.BOOKING, MARCH));
            assertThat(credit.countedAs()).isEqualTo(EventKind.BOOKING);
            assertThat(credit.eventDate()).isEqualTo(june);
        });
        for (int i = 0; i < back.size(); i++) {
            assertThat(back.get(i).amount()).isEqualTo(originals.get(i).amount().negate());
            assertThat(back.get(i).original()).isEqualTo(originals.get(i).original().negate());
            assertThat(back.get(i).participant()).isEqualTo(originals.get(i).participant());
            assertThat(back.get(i).role()).isEqualTo(originals.get(i).role());
        }
        List<Credit> partial = sales
                .credited(referring(EventKind.RETURN, "R2", event, Money.of("-0.50", EUR), june));
        assertThat(partial.stream().filter(credit -> credit.role().addsUp())
                .mapToLong(credit -> credit.amount().minor()).sum()).isEqualTo(-53);
        assertThat(sales.credited(referring(EventKind.RETURN, "R3", booking("none", "1"), Money.of("-1", USD), june)))
                .isEmpty();
    }

    @Test
    void moneyThatComesInIsCreditedToThoseOfTheSaleAtItsOwnRate() {
        LocalDate june = LocalDate.of(2017, 6, 1);
        sales.lists(EUR, USD, MARCH, "1").lists(EUR, USD, june, "2").paysIn("bob", USD, Conversion.EVENT_DATE);
        SalesEvent event = booking("D1", Money.of("10", EUR));
        sales.splits(event, false, part("bob", "100"));
        sales.credited(event);
        assertThat(shown(sales.credited(referring(EventKind.COLLECTION, "C1", event, Money.of("5", EUR), june))))
                .containsExactly("SPLIT bob 1 10.00 USD");
    }

    @Test
    void moneyForASaleOfSomeoneWhoHasLeftThePlanStillCountsInThePlansCurrency() {
        LocalDate june = LocalDate.of(2017, 6, 1);
        sales.lists(EUR, USD, MARCH, "1").lists(EUR, USD, june, "2").paysIn("bob", USD, Conversion.EVENT_DATE)
                .leaves("bob", june);
        SalesEvent event = booking("D1", Money.of("10", EUR));
        sales.splits(event, false, part("bob", "100"));
        sales.credited(event);
        assertThat(shown(sales.credited(referring(EventKind.COLLECTION, "C1", event, Money.of("5", EUR), june))))
                .containsExactly("SPLIT bob 1 10.00 USD");
    }

    @Test
    void creditsComeInCanonicalOrder() {
        SalesEvent event = booking("D1", "100");
        sales.reports("ann", "max").splits(event, false, part("zed", "50"), part("ann", "50")).splits(event, true,
                part("zed", "10"));
        assertThat(sales.credited(event)).extracting(credit -> credit.role() + " " + credit.participant())
                .containsExactly("OVERLAY zed", "ROLLUP max", "SPLIT ann", "SPLIT zed");
    }

    @Test
    void marginAndQuantityAreSharedLikeTheAmount() {
        SalesEvent event = new SalesEvent(new EventKey("erp", "1"), 3, EventKind.INVOICE, MARCH,
                Optional.of(who("ann")), Optional.empty(), "", Money.of("10", USD), Optional.of(Money.of("0.01", USD)),
                5_000_001, Map.of("region", "north"), Optional.empty(), List.of());
        sales.splits(event, false, part("ann", "60"), part("bob", "40"));
        assertThat(sales.credited(event)).extracting(Credit::quantity).containsExactly(3_000_001L, 2_000_000L);
        assertThat(sales.credits(event.key())).extracting(credit -> credit.margin().orElseThrow().minor())
                .containsExactly(1L, 0L);
        assertThat(sales.credits(event.key())).allSatisfy(credit -> {
            assertThat(credit.kind()).isEqualTo(EventKind.INVOICE);
            assertThat(credit.attributes()).containsEntry("region", "north");
        });
    }

    private Money amountOf(SalesEvent event, Conversion conversion) {
        sales.paysIn("ann", USD, conversion);
        return sales.credited(event).getFirst().amount();
    }

    private List<String> attributed(Attribution attribution, SalesEvent event) {
        return shown(sales.credited(rules(new Recipient.Touches(attribution)), event));
    }

    private static CreditRules rules(Recipient to) {
        return new CreditRules(List.of(CreditRule.direct("only", to)), false);
    }

    private static List<String> shown(List<Credit> credits) {
        return credits.stream().map(credit -> credit.role() + " " + credit.participant() + " "
                + credit.share().toPlainString() + " " + credit.amount()).toList();
    }
}
