package io.attain.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final LocalDate DAY = LocalDate.of(2017, 3, 31);

    @Autowired
    private Ledger ledger;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void q1IsClosing() {
        sweep();
        Quarters.define(periods, 2);
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
    }

    @Test
    void aBalanceIsTheSumOfItsEntries() {
        ledger.post(accrual("a", ANNA, 100_00));
        ledger.post(accrual("b", ANNA, 23_45));
        ledger.post(accrual("c", MOSES, -5_00));
        assertThat(ledger.balance(Account.earned(ANNA), USD)).isEqualTo(Money.of("123.45", USD));
        assertThat(ledger.balance(Account.earned(MOSES), USD)).isEqualTo(Money.of("-5.00", USD));
        assertThat(ledger.balance(Account.expense(), USD)).isEqualTo(Money.of("118.45", USD));
        assertThat(ledger.balance(Account.paid(ANNA), USD).isZero()).isTrue();
        assertThat(ledger.balances(ANNA))
                .containsExactly(new Balance(Account.earned(ANNA), Money.of("123.45", USD)));
        assertThat(ledger.trialBalance().balances()).isTrue();
        assertThat(ledger.movements(AccountType.EARNED, Quarters.Q1, USD))
                .containsEntry(ANNA, Money.of("123.45", USD))
                .containsEntry(MOSES, Money.of("-5.00", USD));
    }

    @Test
    void postsAKeyOnce() {
        Posting first = ledger.post(accrual("once", ANNA, 100));
        Posting second = ledger.post(accrual("once", ANNA, 100));
        assertThat(first.fresh()).isTrue();
        assertThat(second).isEqualTo(new Posting(first.id(), false));
        assertThat(ledger.balance(Account.earned(ANNA), USD)).isEqualTo(Money.ofMinor(100, USD));
    }

    @Test
    void refusesAKnownKeyWithAnotherContent() {
        ledger.post(accrual("once", ANNA, 100));
        assertThatThrownBy(() -> ledger.post(accrual("once", ANNA, 101))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.post(accrual("once", MOSES, 100))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void postsAKeyOnceWhenTwoComeAtOnce() throws InterruptedException {
        List<Together.Outcome<Posting>> outcomes = Together.run(
                () -> ledger.post(accrual("race", ANNA, 100)),
                () -> ledger.post(accrual("race", ANNA, 100)),
                () -> ledger.post(accrual("race", ANNA, 100)));
        assertThat(outcomes).allMatch(Together.Outcome::succeeded);
        assertThat(outcomes).filteredOn(o -> o.value().orElseThrow().fresh()).hasSize(1);
        assertThat(ledger.balance(Account.earned(ANNA), USD)).isEqualTo(Money.ofMinor(100, USD));
    }

    @Test
    void postsThousandsInOneGo() {
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            transfers.add(accrual("bulk:" + i, new ParticipantId("person-" + i), i + 1));
        }
        assertThat(ledger.post(transfers)).hasSize(5_000).allMatch(Posting::fresh);
        assertThat(ledger.post(transfers)).noneMatch(Posting::fresh);
        assertThat(ledger.balance(Account.expense(), USD)).isEqualTo(Money.ofMinor(5_000L * 5_001 / 2, USD));
    }

    @Test
    void namesWhoPosted() {
        acting.as(People.FIONA, () -> {
            ledger.post(accrual("by", ANNA, 100));
        });
        ledger.post(accrual("by-nobody", ANNA, 100));
        assertThat(ledger.entriesOf(ANNA, Quarters.Q1))
                .extracting(PostedEntry::postedBy)
                .containsExactly(People.FIONA.id().value(), "system");
    }

    @Test
    void theDatabaseRefusesATransferThatDoesNotBalance() {
        Posting posted = ledger.post(accrual("fair", ANNA, 100));
        assertThatThrownBy(() -> insertEntry(posted.id(), 3, 1)).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(tx -> {
            jdbc.sql("""
                            insert into ledger.transfer
                                (id, idempotency_key, kind, period_id, effective_on, content_sha256, posted_at, posted_by)
                            values ('00000000-0000-0000-0000-00000000000a', 'forged', 'ACCRUAL', '2017-Q1', '2017-03-31',
                                    '\\x00', now(), 'system')
                            """).update();
            insertEntry(new TransferId(UUID.fromString("00000000-0000-0000-0000-00000000000a")), 1, 100);
        }))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("does not balance");
    }

    @Test
    void theDatabaseRefusesToAddToAWrittenTransferEvenInBalance() {
        Posting posted = ledger.post(accrual("fair", ANNA, 100));
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into ledger.entry (transfer_id, line, account_type, participant_id, currency, amount_minor)
                        values (:id, 3, 'EXPENSE', null, 'USD', 50), (:id, 4, 'EARNED', 'anna-snelling', 'USD', -50)
                        """).param("id", posted.id().value()).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("written already");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update ledger.entry set amount_minor = 1",
        "delete from ledger.entry",
        "truncate ledger.entry",
        "update ledger.transfer set kind = 'PAID'",
        "delete from ledger.transfer",
        "truncate ledger.transfer cascade",
        "alter table ledger.entry disable trigger all"
    })
    void theApplicationCannotChangeWhatIsWritten(String statement) {
        ledger.post(accrual("kept", ANNA, 100));
        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
        assertThat(ledger.balance(Account.earned(ANNA), USD)).isEqualTo(Money.ofMinor(100, USD));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCRUAL, OPEN, false",
        "ACCRUAL, CLOSING, true",
        "ACCRUAL, LOCKED, true",
        "ACCRUAL, PAID, false",
        "ADJUSTMENT, OPEN, true",
        "ADJUSTMENT, CLOSING, true",
        "ADJUSTMENT, LOCKED, false",
        "ADJUSTMENT, PAID, false",
        "PAYABLE, OPEN, false",
        "PAYABLE, CLOSING, false",
        "PAYABLE, LOCKED, true",
        "PAID, CLOSING, false",
        "PAID, LOCKED, true",
        "PAID, PAID, false"
    })
    void aPeriodTakesWhatItsStateAllows(TransferKind kind, PeriodState state, boolean allowed) {
        switch (state) {
            case OPEN -> periods.transition(Quarters.Q1, PeriodState.OPEN);
            case CLOSING -> periods.get(Quarters.Q1);
            case LOCKED -> periods.transition(Quarters.Q1, PeriodState.LOCKED);
            case PAID -> {
                periods.transition(Quarters.Q1, PeriodState.LOCKED);
                periods.transition(Quarters.Q1, PeriodState.PAID);
            }
        }
        Transfer transfer = Transfer.of(
                "t", kind, Quarters.Q1, DAY, Account.earned(ANNA), Account.payable(ANNA), Money.ofMinor(7, USD));
        if (allowed) {
            assertThat(ledger.post(transfer).fresh()).isTrue();
        } else {
            assertThatThrownBy(() -> ledger.post(transfer)).isInstanceOf(DataAccessException.class);
        }
    }

    private void insertEntry(TransferId transfer, int line, long minor) {
        jdbc.sql("""
                insert into ledger.entry (transfer_id, line, account_type, participant_id, currency, amount_minor)
                values (:id, :line, 'EARNED', 'anna-snelling', 'USD', :minor)
                """)
                .param("id", transfer.value())
                .param("line", line)
                .param("minor", minor)
                .update();
    }

    private static Transfer accrual(String key, ParticipantId participant, long minor) {
        return Transfer.of(
                key,
                TransferKind.ACCRUAL,
                Quarters.Q1,
                DAY,
                Account.expense(),
                Account.earned(participant),
                Money.ofMinor(minor, USD));
    }
}
