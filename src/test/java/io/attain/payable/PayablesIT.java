package io.attain.payable;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.CaseRef;
import io.attain.audit.Verdict;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.identity.UserId;
import io.attain.ledger.Account;
import io.attain.ledger.AccountType;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.DraftPlan;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.Plans;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;
import io.attain.statement.Statement;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PayablesIT extends DictatedIT {

    private static final EventKey DEAL = new EventKey("erp", "B1");
    private static final EventKey RETURN = new EventKey("erp", "R1");

    @Autowired
    private Statements statements;

    @Autowired
    private PayoutBatches payouts;

    @Autowired
    private Payables payables;

    @Autowired
    private Plans plans;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Imports imports;

    @Autowired
    private Quotas quotas;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Clock clock;

    private ParticipantId anna;

    @BeforeEach
    void aRep() {
        anna = staff.employ("Anna Snelling", "USD");
    }

    @Test
    void aRecoverableDrawIsAdvancedCarriedAndRecoveredAboveTheDraw() {
        publish("", """
                , "pay": {"draw": {"type": "recoverable", "amount": "1500"}}
                """);
        assign();

        Statement first = close(Quarters.Q1, earn(Quarters.Q1, "500.00"));
        assertThat(first.payable()).isEqualTo(usd("1500.00"));
        assertThat(first.draw()).isEqualTo(usd("1000.00"));
        assertThat(first.paid()).isEqualTo(usd("1500.00"));
        assertThat(balance(AccountType.DRAW_RECEIVABLE)).isEqualTo(usd("1000.00"));

        Statement second = close(Quarters.Q2, earn(Quarters.Q2, "2100.00"));
        assertThat(second.opening().draw()).isEqualTo(usd("1000.00"));
        assertThat(second.paid()).isEqualTo(usd("1500.00"));
        assertThat(balance(AccountType.DRAW_RECEIVABLE)).isEqualTo(usd("400.00"));

        Statement third = close(Quarters.Q3, earn(Quarters.Q3, "3000.00"));
        assertThat(third.paid()).isEqualTo(usd("2600.00"));
        assertThat(third.steps()).singleElement().satisfies(
                step -> assertThat(step.sentence(Locale.ENGLISH)).contains("400.00 USD of earlier advances"));
        assertThat(balance(AccountType.DRAW_RECEIVABLE).isZero()).isTrue();
        assertThat(ledger.balance(Account.earned(anna), USD).isZero()).isTrue();
        assertThat(ledger.balance(Account.expense(), USD)).isEqualTo(usd("5600.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void aGuaranteeCostsTheCompanyAndIsNotCarried() {
        publish("", """
                , "pay": {"draw": {"type": "non-recoverable", "amount": "1500"}}
                """);
        assign();
        assertThat(close(Quarters.Q1, earn(Quarters.Q1, "500.00")).paid()).isEqualTo(usd("1500.00"));
        assertThat(close(Quarters.Q2, earn(Quarters.Q2, "3000.00")).paid()).isEqualTo(usd("3000.00"));
        assertThat(ledger.balance(Account.expense(), USD)).isEqualTo(usd("4500.00"));
    }

    @Test
    void commissionIsPaidAsTheCashComesInAlsoForAnInvoice() {
        publish("\"payable\": {\"on\": \"collection\"},", "");
        upload("""
                id,kind,date,amount,currency,refers_to
                B1,booking,2017-03-05,1000,USD,
                """);

        Statement first = close(Quarters.Q1, dictated.run(Quarters.Q1, anna, LocalDate.of(2017, 3, 5),
                Map.of(DEAL, 100_00L)));
        assertThat(first.earned()).isEqualTo(usd("100.00"));
        assertThat(first.payable()).isEqualTo(usd("0.00"));
        assertThat(first.deferred()).isEqualTo(usd("-100.00"));
        assertThat(first.steps()).singleElement().satisfies(step -> assertThat(step.sentence(Locale.ENGLISH))
                .isEqualTo("100.00 USD of 100.00 USD earned on erp/B1 waits for its cash."));
        assertThat(balance(AccountType.UNCOLLECTED)).isEqualTo(usd("100.00"));

        upload("""
                id,kind,date,amount,currency,refers_to
                C1,collection,2017-04-10,333.33,USD,B1
                I1,invoice,2017-04-11,500,USD,B1
                """);
        Statement second = close(Quarters.Q2, earn(Quarters.Q2));
        assertThat(second.paid()).isEqualTo(usd("33.33"));
        assertThat(balance(AccountType.UNCOLLECTED)).isEqualTo(usd("66.67"));

        upload("""
                id,kind,date,amount,currency,refers_to
                C2,collection,2017-07-10,666.67,USD,I1
                """);
        Statement third = close(Quarters.Q3, earn(Quarters.Q3));
        assertThat(third.paid()).isEqualTo(usd("66.67"));
        assertThat(third.steps()).isEmpty();
        assertThat(balance(AccountType.UNCOLLECTED).isZero()).isTrue();
        assertThat(ledger.balance(Account.paid(anna), USD)).isEqualTo(usd("100.00"));
    }

    @Test
    void aReturnAfterTheLockTakesBackWhatWasPaidAndWhatStillWaitedAndTheRestIsOwed() {
        publish("\"payable\": {\"on\": \"collection\"},", "");
        upload("""
                id,kind,date,amount,currency,refers_to
                B1,booking,2017-03-05,1000,USD,
                C1,collection,2017-03-10,400,USD,B1
                """);
        assertThat(close(Quarters.Q1, dictated.run(Quarters.Q1, anna, LocalDate.of(2017, 3, 5),
                Map.of(DEAL, 100_00L))).paid()).isEqualTo(usd("40.00"));
        upload("""
                id,kind,date,amount,currency,refers_to
                R1,return,2017-05-05,-1000,USD,B1
                C2,collection,2017-05-06,-400,USD,B1
                """);
        Statement second = close(Quarters.Q2, dictated.run(Quarters.Q2, anna, LocalDate.of(2017, 5, 5),
                Map.of(RETURN, -100_00L)));
        assertThat(second.payable()).isEqualTo(usd("-40.00"));
        assertThat(second.paid().isZero()).isTrue();
        assertThat(balance(AccountType.UNCOLLECTED).isZero()).isTrue();
        assertThat(balance(AccountType.CLAWBACK_RECEIVABLE)).isEqualTo(usd("40.00"));

        Statement third = close(Quarters.Q3, earn(Quarters.Q3, "100.00"));
        assertThat(third.carried()).isEqualTo(usd("-40.00"));
        assertThat(third.paid()).isEqualTo(usd("60.00"));
        assertThat(balance(AccountType.CLAWBACK_RECEIVABLE).isZero()).isTrue();
    }

    @Test
    void cashThatComesBetweenTheSignaturesAndTheLockIsPaidInTheNextPeriod() {
        publish("\"payable\": {\"on\": \"collection\"},", "");
        upload("""
                id,kind,date,amount,currency,refers_to
                B1,booking,2017-03-05,1000,USD,
                C1,collection,2017-03-10,400,USD,B1
                """);
        RunId run = dictated.run(Quarters.Q1, anna, LocalDate.of(2017, 3, 5), Map.of(DEAL, 100_00L));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        PayoutBatch batch = acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q1, run));
        upload("""
                id,kind,date,amount,currency,refers_to
                C2,collection,2017-03-11,250,USD,B1
                """);

        Statement first = signedAndReleased(Quarters.Q1, run, batch);
        assertThat(first.paid()).isEqualTo(usd("40.00"));
        assertThat(first.steps()).singleElement().satisfies(step -> assertThat(step.sentence(Locale.ENGLISH))
                .isEqualTo("60.00 USD of 100.00 USD earned on erp/B1 waits for its cash."));
        assertThat(close(Quarters.Q2, earn(Quarters.Q2)).paid()).isEqualTo(usd("25.00"));
        assertThat(balance(AccountType.UNCOLLECTED)).isEqualTo(usd("35.00"));
        assertThatThrownBy(() -> jdbc.sql("delete from payable.waiting").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aDrawOfTargetPayFollowsTheTargetOfItsDays() {
        publish("", """
                , "pay": {"draw": {"type": "recoverable", "ofTarget": "0.5"}}
                """);
        assign();
        assertThatThrownBy(() -> payables.of(Quarters.Q1, earn(Quarters.Q1, "500.00"))).isInstanceOf(Refused.class)
                .hasMessageContaining("Anna Snelling has none in USD in 2017-Q1; import a quota named \"target\"");
        target(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 5, 1), "12000.00");
        target(LocalDate.of(2017, 5, 1), LocalDate.of(2018, 1, 1), "49000.00");

        assertThat(close(Quarters.Q1, earn(Quarters.Q1, "500.00")).paid()).isEqualTo(usd("4500.00"));
        assertThat(close(Quarters.Q2, earn(Quarters.Q2, "500.00")).paid()).isEqualTo(usd("7600.00"));
    }

    private void target(LocalDate from, LocalDate to, String amount) {
        acting.as(People.CORA, () -> quotas.put(new Quota(anna, "target", new DateRange(from, to), usd(amount))));
    }

    @Test
    void aHoldbackIsPaidWhenItsDaysAreOver() {
        publish("\"payable\": {\"holdback\": {\"share\": \"0.1\", \"days\": 90}},", "");
        upload("""
                id,kind,date,amount,currency,refers_to
                B1,booking,2017-03-05,1000,USD,
                """);
        assertThat(close(Quarters.Q1, dictated.run(Quarters.Q1, anna, LocalDate.of(2017, 3, 5),
                Map.of(DEAL, 100_00L))).paid()).isEqualTo(usd("90.00"));
        assertThat(balance(AccountType.HOLDBACK)).isEqualTo(usd("10.00"));
        assertThat(close(Quarters.Q2, earn(Quarters.Q2)).paid()).isEqualTo(usd("10.00"));
        assertThat(balance(AccountType.HOLDBACK).isZero()).isTrue();
    }

    @Test
    void aLeaversDrawIsOwed() {
        publish("", """
                , "pay": {"draw": {"type": "recoverable", "amount": "1500"}}
                """);
        assign();
        close(Quarters.Q1, earn(Quarters.Q1, "500.00"));
        jdbc.sql("update participant.participant set employed_to = date '2017-04-01'").update();

        Statement last = close(Quarters.Q2, earn(Quarters.Q2, "300.00"));

        assertThat(last.payable().isZero()).isTrue();
        assertThat(balance(AccountType.DRAW_RECEIVABLE).isZero()).isTrue();
        assertThat(balance(AccountType.CLAWBACK_RECEIVABLE)).isEqualTo(usd("700.00"));
    }

    @Test
    void whatADisputeHoldsIsPaidWhenItIsReleased() {
        ledger.hold(new Hold("dispute:42", anna, Quarters.Q1, usd("30.00"), "dispute/42"));
        Statement first = close(Quarters.Q1, earn(Quarters.Q1, "100.00"));
        assertThat(first.payable()).isEqualTo(usd("100.00"));
        assertThat(first.held()).isEqualTo(usd("-30.00"));
        assertThat(first.paid()).isEqualTo(usd("70.00"));
        assertThat(ledger.balance(Account.payable(anna), USD).isZero()).isTrue();

        ledger.releaseAll("dispute/42", Quarters.Q2);
        Statement second = close(Quarters.Q2, earn(Quarters.Q2, "50.00"));
        assertThat(second.held()).isEqualTo(usd("30.00"));
        assertThat(second.paid()).isEqualTo(usd("80.00"));
        assertThat(ledger.balance(Account.held(anna), USD).isZero()).isTrue();
        assertThat(ledger.balance(Account.payable(anna), USD).isZero()).isTrue();
    }

    @Test
    void whoeverIsHeldMoreThanIsEarnedGetsNothingAndOwesNothing() {
        ledger.hold(new Hold("dispute:42", anna, Quarters.Q1, usd("130.00"), "dispute/42"));
        Statement first = close(Quarters.Q1, earn(Quarters.Q1, "100.00"));
        assertThat(first.paid().isZero()).isTrue();
        ledger.releaseAll("dispute/42", Quarters.Q2);
        assertThat(close(Quarters.Q2, earn(Quarters.Q2)).paid()).isEqualTo(usd("100.00"));
        assertThat(ledger.balance(Account.payable(anna), USD).isZero()).isTrue();
    }

    @Test
    void postingTwicePostsOnce() {
        publish("", """
                , "pay": {"draw": {"type": "recoverable", "amount": "1500"}}
                """);
        assign();
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = earn(Quarters.Q1, "500.00");
        dictated.accept(run, Quarters.Q1);
        List<Payable> first = payables.of(Quarters.Q1, run);
        payables.post(periods.get(Quarters.Q1), first);
        int entries = ledger.entriesOf(Quarters.Q1).size();

        payables.post(periods.get(Quarters.Q1), payables.of(Quarters.Q1, run));

        assertThat(ledger.entriesOf(Quarters.Q1)).hasSize(entries);
        assertThat(payables.of(Quarters.Q1, run)).isEqualTo(first);
        assertThat(payables.steps(anna, run)).hasSize(1);
        assertThatThrownBy(() -> jdbc.sql("update payable.step set amount_minor = 1").update())
                .isInstanceOf(DataAccessException.class);
    }

    private RunId earn(PeriodId period, String... amounts) {
        List<Long> cents = Arrays.stream(amounts).map(amount -> usd(amount).minor()).toList();
        return dictated.run(period, RunState.CALCULATED, Map.of(anna, cents));
    }

    private Money balance(AccountType type) {
        return ledger.balance(new Account(type, Optional.of(anna)), USD);
    }

    /** Prepares, signs, locks and releases. */
    private Statement close(PeriodId period, RunId run) {
        periods.transition(period, PeriodState.CLOSING);
        return signedAndReleased(period, run, acting.as(People.FIONA, () -> payouts.prepare(period, run)));
    }

    private Statement signedAndReleased(PeriodId period, RunId run, PayoutBatch batch) {
        payouts.route(batch.id(), false);
        approve(batch.caseRef(), PayoutBatch.SIGN, batch.preparedBy(), People.FRANK.id(), batch.digest());
        payouts.sign(batch.id());
        dictated.accept(run, period);
        statements.publish(run);
        periods.transition(period, PeriodState.LOCKED);
        payouts.release(batch.id());
        return statements.find(anna, period).orElseThrow();
    }

    private void publish(String ofComponent, String ofPlan) {
        PlanVersion draft = acting.as(People.CORA, () -> plans.draft(new DraftPlan("""
                {"language": "attain/1", "id": "field-sales", "name": "Field sales", "currency": "USD",
                 "calendar": "quarters", "effective": {"from": "2017-01-01"},
                 "components": [{"id": "commission", "name": "Commission", "credits": {"roles": ["direct"]},
                   "measure": "amount", "window": "period", %s "pay": {"type": "flat-rate", "rate": "0.1"}}] %s}
                """.formatted(ofComponent, ofPlan))));
        acting.as(People.CORA, () -> plans.startReview(draft.id()));
        approve(Plans.caseOf(draft.id()), "review-plan", People.CORA.id(), People.RENATA.id(), draft.digest());
        acting.as(People.RENATA, () -> plans.publish(draft.id()));
    }

    private void assign() {
        acting.as(People.CORA, () -> assignments.assign(new Assignment(anna, new PlanId("field-sales"),
                DateRange.since(LocalDate.of(2017, 1, 1)))));
    }

    private void approve(CaseRef subject, String step, UserId by, UserId decidedBy, Sha256 digest) {
        transaction.executeWithoutResult(tx -> approvals.record(new Approval(subject, 1, step, "", by, decidedBy,
                Verdict.APPROVED, Optional.empty(), digest, clock.instant(), Optional.empty(), Optional.empty())));
    }

    private void upload(String csv) {
        acting.as(People.CORA, () -> imports.upload("events.csv",
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "erp"));
    }
}
