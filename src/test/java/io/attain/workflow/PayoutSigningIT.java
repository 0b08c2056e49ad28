package io.attain.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.audit.Approvals;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.PassedElements;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.ledger.Account;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.payout.ExportFile;
import io.attain.payout.Outcome;
import io.attain.payout.OutcomeReport;
import io.attain.payout.PayRoute;
import io.attain.payout.PayingEntities;
import io.attain.payout.PayingEntity;
import io.attain.payout.PaymentOutcomes;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutState;
import io.attain.period.PeriodState;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.statement.Statements;
import io.attain.workflow.engine.EngineAuthority;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;
import io.attain.workflow.payout.PayoutSigners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

/** Payouts on the real engine, the real domain and a real database: who signs, at once and twice, and who confirms. */
class PayoutSigningIT extends DictatedIT {

    private static final PassedElements PASSED = new PassedElements("paymentConfirmation",
            "payment-confirmation.bpmn");

    private static final User GRETA = People.of("greta", "Greta Munk", Role.FINANCE);
    private static final String SIGN_PAYOUT = "userTask_signPayout";
    private static final String CONFIRM = "userTask_confirmPayments";
    private static final Map<String, String> SIGN = Map.of("decision", "sign");
    private static final Map<String, String> ARRIVED = Map.of("decision", "confirm");

    @Autowired
    private RuntimeService runtime;
    @Autowired
    private HistoryService history;
    @Autowired
    private ManagementService management;
    @Autowired
    private EngineAuthority authority;
    @Autowired
    private Inbox inbox;
    @Autowired
    private Runs runs;
    @Autowired
    private PayoutBatches payouts;
    @Autowired
    private PaymentOutcomes outcomes;
    @Autowired
    private PayingEntities entities;
    @Autowired
    private PayoutSigners signers;
    @Autowired
    private Statements statements;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Approvals approvals;

    private ParticipantId anna;
    private ParticipantId moses;

    @BeforeEach
    void financeIsKnown() {
        anna = staff.employ(People.rep("Anna Snelling"));
        moses = staff.employ(People.rep("Moses Frase"));
        List.of(People.FIONA, People.FRANK, GRETA, People.DIANA).forEach(users::remember);
    }

    @AfterEach
    void whatWasPassed() {
        PASSED.collect(history, jdbc);
    }

    @AfterAll
    static void everyPathIsTaken() {
        // Closes are left waiting to lock: nobody who runs jobs later is to find them.
        sweep();
        PASSED.assertEverything();
    }

    @Test
    void twoOfFinanceWhoSignAtOnceSignOnceAndEveryReplayPaysOnce() throws InterruptedException {
        PayoutBatch batch = prepared();
        String task = task(People.FRANK, SIGN_PAYOUT).id();
        List<Together.Outcome<Boolean>> both = Together.run(() -> complete(People.FRANK, task, SIGN),
                () -> complete(GRETA, task, SIGN), () -> complete(People.FRANK, task, SIGN));
        assertOneDidIt(both);
        assertThat(approvals.of(batch.caseRef())).hasSize(1);
        runJobs();
        assertThat(payouts.get(batch.id()).state()).isEqualTo(PayoutState.SIGNED);

        payday.lock(batch);
        List<Together.Outcome<ExportFile>> released = Together.run(() -> payouts.release(batch.id()),
                () -> payouts.release(batch.id()), () -> payouts.release(batch.id()));
        assertThat(released).allMatch(Together.Outcome::succeeded);
        assertThat(paid(anna)).isEqualTo(usd("100.00"));
        assertThat(paid(moses)).isEqualTo(usd("40.00"));
        assertThat(jdbc.sql("select count(*) from ledger.transfer where kind = 'PAID'").query(Integer.class).single())
                .isEqualTo(2);
        assertThat(tasksOf(People.FRANK)).as("nothing is to be confirmed").doesNotContain(CONFIRM);
    }

    @Test
    void whatWasShownIsWhatIsSigned() {
        PayoutBatch batch = prepared();
        TaskView shown = task(People.FRANK, SIGN_PAYOUT);
        Map<String, String> signed = new LinkedHashMap<>(SIGN);
        signed.put("content", shown.formInitial().get("content").toString());
        acting.as(GRETA, () -> payouts.sendBack(batch.id(), moses, "The deal is in doubt"));
        assertThatThrownBy(() -> complete(People.FRANK, shown.id(), signed)).isInstanceOf(Refused.class)
                .hasMessageContaining("sent back while you were looking");
        assertThat(approvals.of(batch.caseRef())).isEmpty();

        signed.put("content", task(People.FRANK, SIGN_PAYOUT).formInitial().get("content").toString());
        complete(People.FRANK, shown.id(), signed);
        runJobs();
        assertThat(payouts.get(batch.id()).state()).isEqualTo(PayoutState.SIGNED);
        assertThat(payouts.get(batch.id()).totals()).containsExactly(usd("100.00"));
    }

    @Test
    void whoMaySignIsNamedAndThatNobodyMayIsSaid() {
        PayoutBatch batch = prepared();
        assertThat(signers.wanted(batch).orElseThrow().may()).containsExactly("Frank Okafor", "Greta Munk");
        paysTo(moses, People.FRANK);
        paysTo(anna, GRETA);
        PayoutSigners.Wanted nobody = signers.wanted(batch).orElseThrow();
        assertThat(nobody.may()).isEmpty();
        assertThat(nobody.kept()).extracting(PayoutSigners.Kept::name)
                .containsExactly("Fiona Castellanos", "Frank Okafor", "Greta Munk");
        assertThatThrownBy(() -> complete(People.FRANK, task(People.FRANK, SIGN_PAYOUT).id(), SIGN))
                .isInstanceOf(Refused.class);

        acting.as(People.FRANK, () -> payouts.sendBack(batch.id(), moses, "Mine waits, so that the others are paid"));
        assertThat(signers.wanted(payouts.get(batch.id())).orElseThrow().may()).containsExactly("Frank Okafor");
        complete(People.FRANK, task(People.FRANK, SIGN_PAYOUT).id(), SIGN);
        runJobs();
        assertThat(signers.wanted(payouts.get(batch.id()))).isEmpty();
    }

    @Test
    void financeConfirmsWhatWasSentAndTwoWhoDoItAtOnceDoItOnce() throws InterruptedException {
        PayoutBatch batch = sent();
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.LOCKED);
        String task = task(People.FRANK, CONFIRM).id();
        assertOneDidIt(Together.run(() -> complete(People.FRANK, task, ARRIVED), () -> complete(GRETA, task, ARRIVED),
                () -> complete(People.DIANA, task, ARRIVED)));
        assertThat(paid(anna)).isEqualTo(usd("100.00"));
        assertThat(ledger.balance(Account.inPayment(anna), USD).isZero()).isTrue();
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        assertThat(payouts.get(batch.id()).state()).isEqualTo(PayoutState.PAID);
        assertThat(end(batch)).isEqualTo("event_confirmed");
    }

    @Test
    void theTaskGoesOnceTheBankHasSaidOfEveryPaymentWhatBecameOfIt() throws InterruptedException {
        PayoutBatch batch = sent();
        report(batch, anna, Outcome.Kind.CONFIRMED, "");
        assertThat(tasksOf(GRETA)).contains(CONFIRM);
        List<Together.Outcome<List<Outcome>>> resent = Together.run(
                () -> report(batch, moses, Outcome.Kind.BOUNCED, "Account closed"),
                () -> report(batch, moses, Outcome.Kind.BOUNCED, "Account closed"),
                () -> report(batch, moses, Outcome.Kind.BOUNCED, "Account closed"));
        assertThat(resent).allMatch(Together.Outcome::succeeded);
        assertThat(tasksOf(GRETA)).doesNotContain(CONFIRM);
        assertThat(end(batch)).isEqualTo("event_known");
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        assertThat(ledger.balance(Account.held(moses), USD).plus(ledger.balance(Account.payable(moses), USD))
                .plus(ledger.balance(Account.earned(moses), USD))).as("owed again, once").isEqualTo(usd("40.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    private PayoutBatch prepared() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        RunId run = dictated.run(Quarters.Q1, RunState.CALCULATED,
                Map.of(anna, List.of(100_00L), moses, List.of(40_00L)));
        Run calculated = runs.get(run);
        when(runs.current(Quarters.Q1)).thenReturn(Optional.of(calculated));
        String close = acting.as(People.CORA,
                () -> authority.unchecked(() -> runtime.createProcessInstanceByKey("periodClose")
                        .businessKey(Quarters.Q1.value()).startBeforeActivity("callActivity_approvePayout").execute()
                        .getId()));
        jdbc.sql("""
                insert into workflow.close_round (process_instance_id, period_id, round, run_id, chunks, frozen_at)
                values (:close, :period, 1, :run, 1, now())
                """).param("close", close).param("period", Quarters.Q1.value()).param("run", run.value()).update();
        complete(People.FIONA, task(People.FIONA, "userTask_preparePayout").id(), Map.of("decision", "prepare"));
        return payouts.live(Quarters.Q1).orElseThrow();
    }

    /** Released by an entity whose payments count once they are confirmed. */
    private PayoutBatch sent() {
        acting.as(People.DIANA, () -> entities
                .save(new PayingEntity("Attain Inc", PayRoute.PAYROLL, "standard", true, Optional.empty())));
        PayoutBatch batch = prepared();
        complete(People.FRANK, task(People.FRANK, SIGN_PAYOUT).id(), SIGN);
        runJobs();
        payday.lock(batch);
        payouts.release(batch.id());
        payouts.release(batch.id());
        return batch;
    }

    private List<Outcome> report(PayoutBatch batch, ParticipantId who, Outcome.Kind kind, String cause) {
        return acting.as(People.FIONA, () -> outcomes.record(batch.id(), List.of(new OutcomeReport(who, kind, cause))));
    }

    private void paysTo(ParticipantId participant, User user) {
        jdbc.sql("update participant.participant set user_id = :user where id = :id")
                .param("user", user.id().value()).param("id", participant.value()).update();
    }

    private boolean complete(User user, String task, Map<String, String> values) {
        acting.as(user, () -> inbox.complete(task, values));
        return true;
    }

    private static void assertOneDidIt(List<Together.Outcome<Boolean>> all) {
        assertThat(all).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(all).filteredOn(one -> !one.succeeded()).allSatisfy(one -> assertThat(one.failure().orElseThrow())
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code()).startsWith("task-")));
    }

    private TaskView task(User user, String key) {
        return acting.as(user, () -> inbox.get(inbox.tasks().stream().filter(task -> task.key().equals(key))
                .findFirst().orElseThrow().id()));
    }

    private List<String> tasksOf(User user) {
        return acting.as(user, () -> inbox.tasks().stream().map(TaskView::key).toList());
    }

    private String end(PayoutBatch batch) {
        HistoricProcessInstance instance = history.createHistoricProcessInstanceQuery()
                .processDefinitionKey("paymentConfirmation").processInstanceBusinessKey(batch.id().toString())
                .singleResult();
        return String.valueOf(instance.getEndActivityId());
    }

    private void runJobs() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            due.forEach(job -> management.executeJob(job.getId()));
        }
    }

    private List<Job> due() {
        return management.createJobQuery().processDefinitionKey("payoutApproval").executable().list();
    }

    private Money paid(ParticipantId who) {
        return ledger.balance(Account.paid(who), USD);
    }
}
