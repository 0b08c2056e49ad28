package io.attain.ledger;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import io.attain.fixtures.Seeds;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransferTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final PeriodId Q1 = new PeriodId("2017-Q1");
    private static final LocalDate DAY = LocalDate.of(2017, 3, 31);

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void balancesWhateverTheAmount(@ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long minor) {
        if (minor == 0) {
            return;
        }
        Transfer transfer = accrual(minor);
        assertThat(transfer.entries().stream().mapToLong(e -> e.amount().minor()).sum())
                .isZero();
        assertThat(transfer.entries())
                .filteredOn(e -> e.account().equals(Account.earned(ANNA)))
                .singleElement()
                .satisfies(e -> assertThat(e.towardsBalance()).isEqualTo(Money.ofMinor(minor, USD)));
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void refusesToBeUnbalanced(
            @ForAll @LongRange(min = 1, max = 1_000_000) long debit,
            @ForAll @LongRange(min = 1, max = 1_000_000) long credit) {
        if (debit == credit) {
            return;
        }
        assertThatThrownBy(() -> transfer(List.of(
                Entry.debit(Account.expense(), Money.ofMinor(debit, USD)),
                Entry.credit(Account.earned(ANNA), Money.ofMinor(credit, USD)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unbalanced");
    }

    @Test
    void doesNotNetOneCurrencyAgainstAnother() {
        assertThatThrownBy(() -> transfer(List.of(
                Entry.debit(Account.expense(), Money.ofMinor(100, USD)),
                Entry.credit(Account.earned(ANNA), Money.ofMinor(100, EUR)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void movesSomething() {
        assertThatThrownBy(() -> accrual(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyAReversalNamesWhatItReverses() {
        assertThatThrownBy(() -> new Transfer(
                "x", TransferKind.REVERSAL, Q1, DAY, accrual(5).entries(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Transfer(
                "x", TransferKind.PAID, Q1, DAY, accrual(5).entries(), Optional.of(TransferId.fresh())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void expenseBelongsToNobodyAndEverythingElseToSomebody() {
        assertThatThrownBy(() -> new Account(AccountType.EXPENSE, Optional.of(ANNA)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Account(AccountType.PAID, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAnotherDigestForAnotherAmount() {
        assertThat(accrual(100).content()).isEqualTo(accrual(100).content()).isNotEqualTo(accrual(101).content());
    }

    private static Transfer accrual(long minor) {
        return Transfer.of(
                "accrual:1",
                TransferKind.ACCRUAL,
                Q1,
                DAY,
                Account.expense(),
                Account.earned(ANNA),
                Money.ofMinor(minor, USD));
    }

    private static Transfer transfer(List<Entry> entries) {
        return new Transfer("x", TransferKind.ACCRUAL, Q1, DAY, entries, Optional.empty());
    }
}
