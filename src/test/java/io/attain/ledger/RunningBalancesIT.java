package io.attain.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.TestServer;
import io.attain.fixtures.Together;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunningBalancesIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");

    @Autowired
    private Ledger ledger;
    @Autowired
    private RunningBalances balances;
    @Autowired
    private Periods periods;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void q1IsClosing() {
        sweep();
        Quarters.define(periods, 1);
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
    }

    @Test
    void theyFollowEveryPostingWhetherTakenInOrNot() {
        Random random = new Random(20170331);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            ParticipantId who = new ParticipantId("person-" + random.nextInt(5));
            long minor = random.nextInt(20_000) - 10_000L;
            if (minor == 0) {
                continue;
            }
            ledger.post(accrual("k" + i, who, minor));
            expected.merge(who.value(), minor, Long::sum);
            if (random.nextInt(4) == 0) {
                balances.advance();
            }
            expected.forEach((id, sum) -> assertThat(ledger.balances(new ParticipantId(id)))
                    .containsExactly(new Balance(Account.earned(new ParticipantId(id)), Money.ofMinor(sum, USD))));
        }
        assertThat(jdbc.sql("select count(*) from ledger.balance").query(Long.class).single()).isPositive();
        assertThat(ledger.trialBalance().balances()).isTrue();
        assertThat(balances.check().agrees()).isTrue();
        assertThat(balances.check().accounts()).isEqualTo(6);
    }

    @Test
    void whatIsNotCommittedWhenTheMarkMovesIsTakenInLater() {
        ledger.post(accrual("first", ANNA, 100));
        transaction.executeWithoutResult(open -> {
            ledger.post(accrual("slow", ANNA, 23));
            elsewhere(() -> {
                ledger.post(accrual("quick", MOSES, 7));
                balances.advance();
                assertThat(balances.check().agrees()).isTrue();
                assertThat(ledger.balances(ANNA)).extracting(Balance::amount).containsExactly(Money.ofMinor(100, USD));
                return true;
            });
        });
        assertThat(ledger.balances(ANNA)).extracting(Balance::amount).containsExactly(Money.ofMinor(123, USD));
        balances.advance();
        balances.advance();
        assertThat(ledger.balances(ANNA)).extracting(Balance::amount).containsExactly(Money.ofMinor(123, USD));
        assertThat(ledger.balances(MOSES)).extracting(Balance::amount).containsExactly(Money.ofMinor(7, USD));
        assertThat(balances.check().agrees()).isTrue();
    }

    @Test
    void severalNodesMayTakeInWhilePeoplePost() throws InterruptedException {
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            int number = node;
            work.add(() -> {
                for (int i = 0; i < 20; i++) {
                    ledger.post(accrual("n%d-%d".formatted(number, i), number == 0 ? ANNA : MOSES, 10 + i));
                    balances.advance();
                }
                return true;
            });
        }
        assertThat(Together.run(work.get(0), work.get(1), work.get(2))).allMatch(Together.Outcome::succeeded);
        balances.advance();
        assertThat(balances.check()).satisfies(found -> {
            assertThat(found.agrees()).isTrue();
            assertThat(found.accounts()).isEqualTo(3);
        });
        assertThat(ledger.balances(ANNA)).extracting(Balance::amount).containsExactly(Money.ofMinor(390, USD));
    }

    @Test
    void aCheckNamesTheAccountThatDiffersAndBuildingAgainMendsIt() throws SQLException {
        ledger.post(accrual("a", ANNA, 100));
        ledger.post(accrual("m", MOSES, 50));
        balances.advance();
        asOwner("update ledger.balance set credits_minor = credits_minor + 1 where participant_id = 'anna-snelling'");

        BalanceCheck found = acting.as(People.FIONA, balances::check);
        assertThat(found.differing()).containsExactly(new BalanceCheck.Difference(Account.earned(ANNA),
                Money.ofMinor(101, USD), Money.ofMinor(100, USD)));
        assertThat(balances.latest()).get().satisfies(latest -> {
            assertThat(latest.differing()).isEqualTo(found.differing());
            assertThat(latest.by()).isEqualTo(People.FIONA.id().value());
        });
        assertThat(jdbc.sql("select facts ->> 'accounts' from audit.entry where action = 'ledger.balances-differ'")
                .query(String.class).single()).contains("EARNED of anna-snelling");

        assertThat(acting.as(People.FRANK, balances::rebuild).agrees()).isTrue();
        assertThat(ledger.balances(ANNA)).extracting(Balance::amount).containsExactly(Money.ofMinor(100, USD));
    }

    @Test
    void anEntryThatWasTamperedWithShowsToo() throws SQLException {
        ledger.post(accrual("a", ANNA, 100));
        ledger.post(accrual("m", MOSES, 50));
        balances.advance();
        asOwner("set session_replication_role = replica; update ledger.entry set amount_minor = -51"
                + " where participant_id = 'moses-frase'; set session_replication_role = origin");
        assertThat(balances.check().differing()).containsExactly(new BalanceCheck.Difference(Account.earned(MOSES),
                Money.ofMinor(50, USD), Money.ofMinor(51, USD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update ledger.balance set debits_minor = 1", "delete from ledger.balance",
        "insert into ledger.balance values ('EXPENSE', '', 'USD', 1, 1)", "update ledger.balance_mark set up_to = '1'",
        "update ledger.balance_check set accounts = 1", "delete from ledger.balance_check"
    })
    void theApplicationCannotWriteThemItself(String statement) {
        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void financeChecksAndBuildsAgain() {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> acting.as(People.CORA, () -> balances.check()));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> acting.as(People.AUDRA, () -> balances.rebuild()));
    }

    private static void elsewhere(Callable<Boolean> work) {
        try {
            List<Together.Outcome<Boolean>> outcomes = Together.run(work);
            outcomes.forEach(one -> one.failure().ifPresent(failure -> {
                throw new AssertionError(failure);
            }));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection superuser = TestServer.superuser(); Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Transfer accrual(String key, ParticipantId who, long minor) {
        return Transfer.of(key, TransferKind.ACCRUAL, Quarters.Q1, LocalDate.of(2017, 3, 31), Account.expense(),
                Account.earned(who), Money.ofMinor(minor, USD));
    }
}
