package io.attain.ledger;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HoldsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");

    @Autowired
    private Ledger ledger;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Periods periods;

    @BeforeEach
    void twoQuarters() {
        sweep();
        Quarters.define(periods, 2);
    }

    @Test
    void aHoldMovesPayableToHeldAndNamesItsCause() {
        ledger.hold(hold("h", ANNA, "30.00", "dispute/42"));
        assertThat(ledger.balance(Account.held(ANNA), USD)).isEqualTo(usd("30.00"));
        assertThat(ledger.balance(Account.payable(ANNA), USD)).isEqualTo(usd("-30.00"));
        assertThat(ledger.held(ANNA, "dispute/42", USD)).isEqualTo(usd("30.00"));
        assertThat(ledger.held(ANNA, "dispute/43", USD)).isEqualTo(usd("0.00"));
        assertThat(ledger.entriesOf(ANNA, Quarters.Q1)).allSatisfy(e -> assertThat(e.cause()).hasValue("dispute/42"));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void whatIsHeldIsToldByCauseAndByParticipant() {
        ledger.hold(hold("a", ANNA, "30.00", "dispute/42"));
        ledger.hold(hold("b", ANNA, "5.00", "check/7"));
        ledger.hold(hold("c", MOSES, "2.00", "dispute/42"));
        assertThat(ledger.held(ANNA)).containsExactly(
                new Held(ANNA, "check/7", usd("5.00"), 1), new Held(ANNA, "dispute/42", usd("30.00"), 1));
        assertThat(ledger.heldFor("dispute/42")).extracting(Held::participant).containsExactly(ANNA, MOSES);
    }

    @Test
    void holdingAndReleasingTwiceHappensOnce() {
        assertThat(ledger.hold(hold("h", ANNA, "30.00", "dispute/42")).fresh()).isTrue();
        assertThat(ledger.hold(hold("h", ANNA, "30.00", "dispute/42")).fresh()).isFalse();
        assertThat(ledger.release(hold("r", ANNA, "30.00", "dispute/42")).fresh()).isTrue();
        assertThat(ledger.release(hold("r", ANNA, "30.00", "dispute/42")).fresh()).isFalse();
        assertThat(ledger.held(ANNA)).isEmpty();
        assertThat(ledger.balance(Account.payable(ANNA), USD).isZero()).isTrue();
        assertThatThrownBy(() -> ledger.hold(hold("h", ANNA, "31.00", "dispute/42")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPartIsReleasedAndNeverMoreThanIsHeldForTheCause() {
        ledger.hold(hold("a", ANNA, "30.00", "dispute/42"));
        ledger.hold(hold("b", ANNA, "30.00", "dispute/43"));
        ledger.release(hold("part", ANNA, "10.00", "dispute/42"));
        assertThat(ledger.held(ANNA, "dispute/42", USD)).isEqualTo(usd("20.00"));
        assertThatThrownBy(() -> ledger.release(hold("more", ANNA, "20.01", "dispute/42")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("dispute/42");
    }

    @Test
    void theDatabaseRefusesToReleaseMoreThanIsHeld() {
        ledger.hold(hold("a", ANNA, "30.00", "dispute/42"));
        Transfer past = new Transfer("forged", TransferKind.RELEASE, Quarters.Q1, LocalDate.of(2017, 3, 31),
                List.of(Entry.debit(Account.held(ANNA), usd("31.00")),
                        Entry.credit(Account.payable(ANNA), usd("31.00"))),
                Optional.empty(), Optional.of("dispute/42"));
        assertThatThrownBy(() -> ledger.post(past)).isInstanceOf(DataAccessException.class).rootCause()
                .hasMessageContaining("more of anna-snelling is released than is held");
    }

    @Test
    void ofTwoReleasesAtOnceOneComesTooLate() throws InterruptedException {
        ledger.hold(hold("a", ANNA, "30.00", "dispute/42"));
        List<Together.Outcome<Posting>> outcomes = Together.run(
                () -> ledger.release(hold("r1", ANNA, "20.00", "dispute/42")),
                () -> ledger.release(hold("r2", ANNA, "20.00", "dispute/42")));
        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(ledger.held(ANNA, "dispute/42", USD)).isEqualTo(usd("10.00"));
    }

    @Test
    void everythingHeldForACauseIsReleasedInALaterPeriodOnce() {
        ledger.hold(hold("a", ANNA, "30.00", "dispute/42"));
        ledger.hold(hold("c", MOSES, "2.00", "dispute/42"));
        assertThat(ledger.releaseAll("dispute/42", Quarters.Q2)).hasSize(2).allMatch(Posting::fresh);
        assertThat(ledger.releaseAll("dispute/42", Quarters.Q2)).isEmpty();
        assertThat(ledger.movement(AccountType.PAYABLE, ANNA, Quarters.Q2, USD)).isEqualTo(usd("30.00"));
    }

    @Test
    void nothingIsHeldOrReleasedOnceThePayoutIsBeingSignedButWhatWasDoneMayBeRepeated() {
        ledger.hold(hold("a", ANNA, "30.00", "dispute/42"));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        adjustments.seal(Quarters.Q1, "The payout is being signed.");
        assertThatThrownBy(() -> ledger.hold(hold("b", ANNA, "1.00", "dispute/43"))).isInstanceOf(Refused.class)
                .hasMessageContaining("being signed");
        assertThatThrownBy(() -> ledger.release(hold("r", ANNA, "1.00", "dispute/42"))).isInstanceOf(Refused.class);
        assertThat(ledger.hold(hold("a", ANNA, "30.00", "dispute/42")).fresh()).isFalse();
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThatThrownBy(() -> ledger.hold(hold("b", ANNA, "1.00", "dispute/43"))).isInstanceOf(Refused.class)
                .hasMessageContaining("locked");
        assertThat(ledger.hold(hold("a", ANNA, "30.00", "dispute/42")).fresh()).isFalse();
    }

    private static Hold hold(String key, ParticipantId participant, String amount, String cause) {
        return new Hold(key, participant, Quarters.Q1, usd(amount), cause);
    }

    private static Money usd(String amount) {
        return Money.of(amount, USD);
    }
}
