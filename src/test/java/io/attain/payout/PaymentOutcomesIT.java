package io.attain.payout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.ledger.Account;
import io.attain.ledger.Ledger;
import io.attain.ledger.Transfer;
import io.attain.ledger.TransferKind;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lines sent back or too small, payments confirmed or returned: what leaves a batch comes back in the next one. */
class PaymentOutcomesIT extends DictatedIT {

    @Autowired
    private PayoutBatches payouts;
    @Autowired
    private PaymentOutcomes outcomes;
    @Autowired
    private PayoutExports exports;
    @Autowired
    private PayingEntities entities;
    @Autowired
    private Statements statements;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Approvals approvals;

    private ParticipantId anna;
    private ParticipantId moses;

    @BeforeEach
    void twoPeopleAreEmployed() {
        anna = staff.employ(People.rep("Anna Snelling"));
        moses = staff.employ(People.rep("Moses Frase"));
    }

    @Test
    void aLineSentBackWaitsAndComesBackInTheNextBatch() {
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        assertThatThrownBy(() -> sendBack(People.FIONA, batch, moses)).isInstanceOf(AccessDeniedException.class);
        PayoutBatch smaller = sendBack(People.FRANK, batch, moses);
        assertThat(smaller.totals()).containsExactly(usd("100.00"));
        assertThat(smaller.digest()).isNotEqualTo(batch.digest());
        assertThatThrownBy(() -> sendBack(People.FRANK, batch, moses)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> sign(batch)).as("a signature under what was shown before").isInstanceOf(Refused.class);

        payday.release(payouts.get(batch.id()));
        assertThat(paid(anna)).isEqualTo(usd("100.00"));
        assertThat(paid(moses)).isEqualTo(usd("0.00"));
        assertThat(balance(Account.payable(moses))).isEqualTo(usd("40.00"));
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        assertThat(write(batch.id())).hasSize(4);

        PayoutBatch next = prepare(Quarters.Q2, 10_00, 5_00);
        assertThat(next.totals()).containsExactly(usd("55.00"));
        payday.release(next);
        assertThat(paid(moses)).isEqualTo(usd("45.00"));
        assertThat(balance(Account.payable(moses)).isZero()).isTrue();
        assertThat(balance(Account.held(moses)).isZero()).isTrue();
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void whoeverWaitsToSignSeesTheBatchWithoutTheLineThatIsSentBackMeanwhile() throws Exception {
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        CompletableFuture<PayoutBatch> held = new CompletableFuture<>();
        transaction.executeWithoutResult(tx -> {
            sendBack(People.FRANK, batch, moses);
            held.completeAsync(() -> payouts.holdToSign(batch.id()));
            Awaitility.await().until(() -> jdbc.sql("""
                    select count(*) from pg_locks where not granted and pid <> pg_backend_pid()
                    """).query(Integer.class).single() > 0);
        });
        PayoutBatch seen = held.get(10, TimeUnit.SECONDS);
        assertThat(seen.digest()).isEqualTo(payouts.get(batch.id()).digest()).isNotEqualTo(batch.digest());
        assertThat(seen.totals()).containsExactly(usd("100.00"));
    }

    @Test
    void nothingIsSentBackOnceSomebodyHasSigned() {
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        payouts.route(batch.id(), true);
        assertThatThrownBy(() -> sendBack(People.FRANK, batch, moses)).isInstanceOf(Refused.class)
                .hasMessageContaining("signed already");
        assertThatThrownBy(() -> jdbc.sql("""
                insert into payout.kept_back values (:batch, :who, 'SENT_BACK', 'x', 'x', now())
                """).param("batch", batch.id().value()).param("who", moses.value()).update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void lessThanTheMinimumIsCarriedUnlessSomebodyHasLeft() {
        acting.as(People.FIONA, () -> entities.saveMinimum(usd("50.00")));
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        assertThat(payouts.keptBack(batch.id())).singleElement()
                .satisfies(kept -> assertThat(kept.reason()).contains("50.00 USD"));
        payday.release(batch);
        PayoutBatch next = prepare(Quarters.Q2, 0, 15_00);
        assertThat(next.totals()).containsExactly(usd("55.00"));
        payday.release(next);
        jdbc.sql("update participant.participant set employed_to = '2017-09-01' where id = :id")
                .param("id", moses.value()).update();
        PayoutBatch last = prepare(Quarters.Q3, 0, 1_00);
        assertThat(last.totals()).containsExactly(usd("1.00"));
        assertThat(payouts.lines(last.id())).singleElement().matches(PayoutLine::finalSettlement);
    }

    @Test
    void nobodySignsABatchThatPaysHim() {
        jdbc.sql("update participant.participant set user_id = :frank where id = :id")
                .param("frank", People.FRANK.id().value()).param("id", moses.value()).update();
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        assertThat(payouts.payees(batch.id())).contains(People.FRANK.id());
        assertThatThrownBy(() -> sign(batch)).isInstanceOf(Refused.class).hasMessageContaining("not signed");
    }

    @Test
    void aConfirmedPaymentIsPaidAndAReturnedOneIsPayableAgainAndPaidByTheNextBatch() {
        awaitTheBank();
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        payday.release(batch);
        assertThat(paid(anna).isZero()).isTrue();
        assertThat(balance(Account.inPayment(anna))).isEqualTo(usd("100.00"));
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.LOCKED);
        assertThat(outcomes.awaited(batch.id())).isEqualTo(2);
        assertThatThrownBy(() -> jdbc.sql("update period.period set state = 'CLOSING' where id = '2017-Q1'").update())
                .isInstanceOf(DataAccessException.class);
        write(batch.id());

        report(batch, anna, Outcome.Kind.CONFIRMED, "");
        report(batch, anna, Outcome.Kind.CONFIRMED, "");
        assertThat(paid(anna)).isEqualTo(usd("100.00"));
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.LOCKED);
        report(batch, moses, Outcome.Kind.BOUNCED, "Account closed");
        report(batch, moses, Outcome.Kind.BOUNCED, "Account closed");
        assertThat(balance(Account.inPayment(moses)).isZero()).isTrue();
        assertThat(balance(Account.payable(moses))).isEqualTo(usd("40.00"));
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        assertThat(payouts.get(batch.id()).state()).isEqualTo(PayoutState.PAID);
        assertThat(outcomes.bounces(moses)).singleElement().matches(one -> one.cause().equals("Account closed"));
        assertThatThrownBy(() -> report(batch, moses, Outcome.Kind.CONFIRMED, "")).isInstanceOf(Refused.class);

        PayoutBatch next = prepare(Quarters.Q2, 0, 5_00);
        assertThat(next.totals()).containsExactly(usd("45.00"));
        payday.release(next);
        acting.as(People.FIONA, () -> outcomes.confirmAll(next.id()));
        assertThat(paid(moses)).isEqualTo(usd("45.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void aPaymentCanComeBackAfterItsPeriodIsPaidAndWhileTheNextPayoutIsSigned() {
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        payday.release(batch);
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        PayoutBatch next = prepare(Quarters.Q2, 10_00, 5_00);
        report(batch, moses, Outcome.Kind.BOUNCED, "Returned");
        assertThat(paid(moses).isZero()).isTrue();
        payday.release(next);
        assertThat(paid(moses)).isEqualTo(usd("5.00"));
        PayoutBatch third = prepare(Quarters.Q3, 0, 0);
        assertThat(third.totals()).containsExactly(usd("40.00"));
    }

    @Test
    void aFileCountsOnceAndAsAWhole() throws InterruptedException {
        awaitTheBank();
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        payday.release(batch);
        assertThatThrownBy(() -> take(batch, "payee,outcome,cause\nE1000,confirmed,\nE7,confirmed,\n"))
                .isInstanceOf(Refused.class).hasMessageContaining("row 3");
        assertThat(outcomes.of(batch.id())).isEmpty();
        String file = "payee,outcome,cause\nE1000,confirmed,\nE1001,bounced,No such account\n";
        List<Together.Outcome<List<Outcome>>> at = Together.run(() -> take(batch, file), () -> take(batch, file),
                () -> take(batch, file));
        assertThat(at).allMatch(Together.Outcome::succeeded);
        assertThat(outcomes.of(batch.id())).hasSize(2);
        assertThat(paid(anna)).isEqualTo(usd("100.00"));
        assertThat(balance(Account.payable(moses))).isEqualTo(usd("40.00"));
        assertThatThrownBy(() -> acting.as(People.CORA, () -> outcomes.confirmAll(batch.id())))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theLedgerPaysAParticipantOnceAPeriodWhateverTheKey() throws InterruptedException {
        PayoutBatch batch = prepare(Quarters.Q1, 100_00, 40_00);
        payday.sign(batch, false);
        payday.lock(batch);
        List<Together.Outcome<Object>> at = Together.run(() -> pay("one"), () -> pay("two"), () -> pay("three"));
        assertThat(at).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(paid(anna)).isEqualTo(usd("100.00"));
        assertThatThrownBy(() -> payouts.release(batch.id())).isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is paid for 2017-Q1 already");
        assertThat(paid(moses).isZero()).isTrue();
    }

    private Object pay(String key) {
        return transaction.execute(tx -> ledger.post(Transfer.of("forged:" + key, TransferKind.PAID, Quarters.Q1,
                periods.get(Quarters.Q1).payDate(), Account.payable(anna), Account.paid(anna), usd("100.00"))));
    }

    private void awaitTheBank() {
        acting.as(People.DIANA, () -> entities
                .save(new PayingEntity("Attain Inc", PayRoute.PAYROLL, "standard", true, Optional.empty())));
    }

    private List<ExportFile> write(PayoutBatchId batch) {
        return acting.as(People.FIONA, () -> exports.write(batch));
    }

    private List<Outcome> take(PayoutBatch batch, String file) {
        return acting.as(People.FIONA,
                () -> outcomes.take(batch.id(), "bank.csv", file.getBytes(StandardCharsets.UTF_8)));
    }

    private void report(PayoutBatch batch, ParticipantId who, Outcome.Kind kind, String cause) {
        acting.as(People.FIONA, () -> outcomes.record(batch.id(), List.of(new OutcomeReport(who, kind, cause))));
    }

    private PayoutBatch sendBack(User by, PayoutBatch batch, ParticipantId who) {
        return acting.as(by, () -> payouts.sendBack(batch.id(), who, "The deal is in doubt"));
    }

    private Money paid(ParticipantId who) {
        return balance(Account.paid(who));
    }

    private Money balance(Account account) {
        return ledger.balance(account, USD);
    }

    private PayoutBatch prepare(PeriodId period, long annas, long moses) {
        return payday.prepare(period, Map.of(anna, List.of(annas), this.moses, List.of(moses)));
    }

    /** Frank signs the batch as it is now; an earlier content when the batch has changed since. */
    private void sign(PayoutBatch batch) {
        transaction.executeWithoutResult(tx -> {
            tx.setRollbackOnly();
            payday.sign(batch, false);
        });
    }
}
