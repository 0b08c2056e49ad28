package io.attain.payable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import io.attain.fixtures.Seeds;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Currency KWD = Currency.getInstance("KWD");

    @Test
    void whatBecamePayableIsConvertedOnceAndWhatWaitsIsNot() {
        Exchange exchange = exchange("100.00", "-10.00", "40.00", "5.00", USD, "1.0851");
        assertThat(exchange.payable()).isEqualTo(Money.of("45.00", EUR));
        assertThat(exchange.paid()).as("45 × 1.0851 = 48.8295").isEqualTo(Money.of("48.83", USD));
    }

    @Test
    void aTieIsRoundedAwayFromZeroAlsoBelowIt() {
        assertThat(exchange("0.50", "0", "0", "0", USD, "1.01").paid()).isEqualTo(Money.of("0.51", USD));
        assertThat(exchange("-0.50", "0", "0", "0", USD, "1.01").paid()).isEqualTo(Money.of("-0.51", USD));
    }

    @Test
    void theMinorUnitsAreThoseOfThePayCurrency() {
        assertThat(exchange("10.00", "0", "0", "0", JPY, "161.27").paid()).isEqualTo(Money.of("1613", JPY));
        assertThat(exchange("10.00", "0", "0", "0", KWD, "0.33337").paid()).isEqualTo(Money.of("3.334", KWD));
    }

    @Test
    void withoutARateNothingOfItIsPaid() {
        Exchange exchange = new Exchange(Money.of("10", EUR), Money.zero(EUR), Money.zero(EUR), Money.zero(EUR), USD,
                Optional.empty());
        assertThat(exchange.paid()).isEqualTo(Money.zero(USD));
        assertThat(PayStep.of(exchange).english()).contains("no exchange rate from EUR to USD is listed");
    }

    @Property(tries = 2000 * Seeds.TIMES, seed = Seeds.SEED)
    void thePartsAddUpToWhatIsPaidToTheMinorUnit(@ForAll @LongRange(min = -1_000_000, max = 1_000_000) long earned,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long corrected,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long uncollected,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long heldBack,
            @ForAll @IntRange(min = 1, max = 5_000_000) int rate) {
        Exchange exchange = new Exchange(Money.ofMinor(earned, EUR), Money.ofMinor(corrected, EUR),
                Money.ofMinor(uncollected, EUR), Money.ofMinor(heldBack, EUR), USD,
                Optional.of(new PayRate(BigDecimal.valueOf(rate, 4), LocalDate.EPOCH)));
        assertThat(exchange.earnedInPay().plus(exchange.correctedInPay()).minus(exchange.uncollectedInPay())
                .minus(exchange.heldBackInPay())).isEqualTo(exchange.paid());
        BigDecimal exact = exchange.payable().toDecimal().multiply(BigDecimal.valueOf(rate, 4));
        assertThat(exchange.paid().toDecimal().subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
    }

    private static Exchange exchange(String earned, String corrected, String uncollected, String heldBack,
            Currency pay, String rate) {
        return new Exchange(Money.of(earned, EUR), Money.of(corrected, EUR), Money.of(uncollected, EUR),
                Money.of(heldBack, EUR), pay,
                Optional.of(new PayRate(new BigDecimal(rate), LocalDate.of(2017, 3, 31))));
    }
}
