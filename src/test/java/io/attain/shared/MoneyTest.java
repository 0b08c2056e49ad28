package io.attain.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MoneyTest {

    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest
    @CsvSource({ "JPY, 1054, 1054", "USD, 1054.5, 105450", "KWD, 1.234, 1234", "USD, -0.01, -1" })
    void countsMinorUnitsOfItsCurrency(String currency, String amount, long minor) {
        assertThat(Money.of(amount, Currency.getInstance(currency)).minor()).isEqualTo(minor);
    }

    @Test
    void refusesDecimalsThatTheCurrencyCannotHold() {
        assertThatThrownBy(() -> Money.of("0.001", USD)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesMixedCurrencies() {
        Money dollars = Money.of("1", USD);
        Money yen = Money.of("1", Currency.getInstance("JPY"));
        assertThatThrownBy(() -> dollars.plus(yen)).hasMessage("cannot mix USD and JPY");
        assertThatThrownBy(() -> dollars.compareTo(yen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToWrapAround() {
        assertThatThrownBy(() -> Money.ofMinor(Long.MAX_VALUE, USD).plus(Money.ofMinor(1, USD)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofMinor(Long.MAX_VALUE, USD).multipliedBy(BigDecimal.TWO, RoundingMode.HALF_UP))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({ "0.50, 0.01, 1", "-0.50, 0.01, -1", "0.49, 0.01, 0", "1.50, 0.01, 2" })
    void roundsATieAwayFromZeroWhenAskedToRoundHalfUp(String amount, BigDecimal factor, long minor) {
        assertThat(Money.of(amount, USD).multipliedBy(factor, RoundingMode.HALF_UP).minor()).isEqualTo(minor);
    }

    @ParameterizedTest(name = "{0} by {1} is {2}")
    @CsvSource({ "100.00, 1 1 1, 33.34 33.33 33.33", "0.05, 60 40, 0.03 0.02", "0.01, 50 50, 0.01 0.00",
        "-100.00, 1 1 1, -33.34 -33.33 -33.33", "10.00, 0 100, 0.00 10.00", "0.02, 33.3 33.3 33.4, 0.01 0.00 0.01" })
    void allocatesRemainingCentsToTheLargestRemainders(String amount, String weights, String shares) {
        List<BigDecimal> given = Arrays.stream(weights.split(" ")).map(BigDecimal::new).toList();
        assertThat(Money.of(amount, USD).allocate(given)).extracting(share -> share.toDecimal().toPlainString())
                .containsExactly(shares.split(" "));
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    boolean allocationNeverLosesOrMakesACent(@ForAll long minor,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 1_000_000) Integer> weights) {
        if (minor == Long.MIN_VALUE) {
            return true;
        }
        Money whole = Money.ofMinor(minor, USD);
        return whole.allocate(weights.stream().map(BigDecimal::valueOf).toList()).stream()
                .reduce(Money.zero(USD), Money::plus)
                .equals(whole);
    }

    @Test
    void writesItselfWithTheDecimalsOfItsCurrency() {
        assertThat(Money.ofMinor(-5, USD)).hasToString("-0.05 USD");
    }
}
