package io.attain.payable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import io.attain.fixtures.Seeds;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.Payment;
import io.attain.shared.Money;
import io.attain.shared.Rate;

import static org.assertj.core.api.Assertions.assertThat;

class PositionTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate SOLD = LocalDate.of(2017, 1, 10);
    private static final Payment ON_COLLECTION = new Payment(Payment.On.COLLECTION, Optional.empty(),
            Clawback.DEFAULT);

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }

    private static Earning earning(String amount, Payment terms, Cash... cash) {
        return new Earning("1", "new", usd(amount), terms, SOLD, usd("10000"), List.of(cash));
    }

    @ParameterizedTest(name = "ERPNEXT-REQ: of {0} collected, {1} is payable")
    @CsvSource({ "0, 0", "5000, 50.00", "3333.33, 33.33", "9999.99, 99.99", "10000, 100.00", "12000, 100.00",
        "-50, 0" })
    void paysAsCashComesIn(String collected, String payable) {
        Earning earning = earning("100", ON_COLLECTION, new Cash(SOLD.plusDays(5), usd(collected)));

        Position position = Position.of(earning, SOLD.plusDays(30));

        assertThat(position.payable()).isEqualTo(usd(payable));
        assertThat(position.uncollected()).isEqualTo(usd("100").minus(usd(payable)));
    }

    @Test
    void paysAtOnceWhatIsPayableOnBooking() {
        assertThat(Position.of(earning("100", Payment.AT_ONCE), SOLD.plusDays(1)).payable()).isEqualTo(usd("100"));
        assertThat(Position.of(earning("100", Payment.AT_ONCE), SOLD).payable()).isEqualTo(usd("0"));
    }

    @Test
    void keepsAShareBackUntilItsDaysArePast() {
        Payment terms = new Payment(Payment.On.BOOKING, Optional.of(new Payment.Holdback(Rate.of("0.1"), 90)),
                Clawback.DEFAULT);
        Earning earning = earning("100.05", terms);

        assertThat(Position.of(earning, SOLD.plusDays(1))).isEqualTo(
                new Position(usd("0"), usd("10.00"), usd("90.05")));
        assertThat(Position.of(earning, SOLD.plusDays(90)).heldBack()).isEqualTo(usd("10.00"));
        assertThat(Position.of(earning, SOLD.plusDays(91))).isEqualTo(
                new Position(usd("0"), usd("0"), usd("100.05")));
    }

    @Test
    void takesNothingBackOfWhatWasNeverPayable() {
        Cash half = new Cash(SOLD.plusDays(5), usd("5000"));
        Position sold = Position.of(earning("100", ON_COLLECTION, half), SOLD.plusDays(60));
        Position returned = Position.of(earning("-100", ON_COLLECTION, half), SOLD.plusDays(60));

        assertThat(sold.payable().plus(returned.payable())).isEqualTo(usd("0"));
        assertThat(sold.uncollected().plus(returned.uncollected())).isEqualTo(usd("0"));
    }

    @Test
    void payIsWholeOnceWhatWasNotReturnedIsCollected() {
        Cash half = new Cash(SOLD.plusDays(5), usd("5000"));
        List<Cash> returned = List.of(new Cash(SOLD.plusDays(20), usd("5000")));
        Earning sold = new Earning("1", "new", usd("100"), ON_COLLECTION, SOLD, SOLD, usd("10000"), returned,
                List.of(half));
        Earning back = new Earning("2", "new", usd("-50"), ON_COLLECTION, SOLD.plusDays(20), SOLD, usd("10000"),
                returned, List.of(half));

        assertThat(Position.of(sold, SOLD.plusDays(20)).payable()).isEqualTo(usd("50"));
        assertThat(Position.of(sold, SOLD.plusDays(30)).payable()
                .plus(Position.of(back, SOLD.plusDays(30)).payable())).isEqualTo(usd("50"));
        assertThat(Position.of(sold, SOLD.plusDays(30)).uncollected()).isEqualTo(usd("0"));
    }

    @Test
    void aReturnKeepsBackNoLongerThanItsOriginal() {
        Payment terms = new Payment(Payment.On.BOOKING, Optional.of(new Payment.Holdback(Rate.of("0.1"), 90)),
                Clawback.DEFAULT);
        Earning back = new Earning("2", "new", usd("-100"), terms, SOLD.plusDays(80), SOLD, usd("10000"), List.of(),
                List.of());
        assertThat(Position.of(back, SOLD.plusDays(85)).heldBack()).isEqualTo(usd("-10"));
        assertThat(Position.of(back, SOLD.plusDays(91)).heldBack()).isEqualTo(usd("0"));
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void makesAllPayableOnceAllIsCollectedInWhateverOrderItBecomesKnown(
            @ForAll @LongRange(min = -10_000_000, max = 10_000_000) long minor,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 5_000) Integer> parts, @ForAll long seed) {
        List<Cash> cash = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            cash.add(new Cash(SOLD.plusDays(i * 20L), Money.ofMinor(parts.get(i), USD)));
        }
        Money booked = cash.stream().map(Cash::amount).reduce(Money.zero(USD), Money::plus);
        Earning earning = new Earning("1", "new", Money.ofMinor(minor, USD), ON_COLLECTION, SOLD, booked, cash);
        Collections.shuffle(cash, new Random(seed));
        Earning shuffled = new Earning("1", "new", Money.ofMinor(minor, USD), ON_COLLECTION, SOLD, booked, cash);
        Money sum = Money.zero(USD);
        Position before = Position.of(earning, SOLD);
        for (int month = 1; month <= 10; month++) {
            Position now = Position.of(earning, SOLD.plusDays(month * 20L));
            assertThat(now).isEqualTo(Position.of(shuffled, SOLD.plusDays(month * 20L)));
            assertThat(now.payable().plus(now.uncollected())).isEqualTo(earning.amount());
            sum = sum.plus(now.since(before).payable());
            before = now;
        }
        assertThat(sum).isEqualTo(earning.amount());
    }

    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void leavesNothingBehindOnceAllIsReturned(@ForAll @LongRange(min = 0, max = 10_000_000) long kept,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 5_000) Integer> parts) {
        Money booked = Money.ofMinor(parts.stream().mapToLong(Integer::longValue).sum(), USD);
        Money before = Money.zero(USD);
        Money taken = Money.zero(USD);
        for (int part : parts) {
            Money now = Money.ofMinor(part, USD);
            taken = taken.plus(TakenBack.ofEarned(Money.ofMinor(kept, USD), booked, before, now));
            before = before.plus(now);
        }
        assertThat(taken).isEqualTo(Money.ofMinor(kept, USD));
    }

    @Test
    void takesBackOnlyWhatWasPaid() {
        assertThat(TakenBack.ofPaid(usd("500"), usd("10000"), usd("0"), usd("10000"), usd("200")))
                .isEqualTo(usd("200"));
        assertThat(TakenBack.ofPaid(usd("500"), usd("10000"), usd("0"), usd("1000"), usd("200")))
                .isEqualTo(usd("50"));
    }

    @ParameterizedTest
    @CsvSource({ "2017-01-10, 365.00", "2017-01-11, 364.00", "2018-01-09, 1.00", "2018-01-10, 0.00",
        "2019-01-01, 0.00" })
    void takesBackTheTermNotServed(LocalDate on, String expected) {
        assertThat(TakenBack.ofUnserved(usd("365"), SOLD, 12, on)).isEqualTo(usd(expected));
    }
}
