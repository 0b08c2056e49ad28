package io.attain.reopening;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

import io.attain.audit.Approval;
import io.attain.audit.Approvals;
import io.attain.audit.Verdict;
import io.attain.calculation.Corrections;
import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.RunKind;
import io.attain.calculation.RunState;
import io.attain.calculation.Runs;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutState;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.statement.Statement;
import io.attain.statement.StatementTotals;
import io.attain.statement.Statements;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

/**
 * A quarter with draws, holdbacks, uncollected sales, a receivable, a hold and corrections of the quarter before is
 * locked, opened again and locked once more: real calculator, real ledger, real process.
 */
class ReopeningsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");

    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "USD", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [
              {"id": "year", "name": "Commission", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "year-to-date", "payable": {"on": "collection"},
               "pay": {"type": "retroactive-tiers", "on": "measure",
                 "tiers": [{"from": "0", "rate": "0.05"}, {"from": "10000", "rate": "0.1"}]}},
              {"id": "kept", "name": "Kept back", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "credit", "payable": {"holdback": {"share": "0.1", "days": 90}},
               "pay": {"type": "flat-rate", "rate": "0.03"}}],
             "pay": {"draw": {"type": "recoverable", "amount": "700"}}}
            """;
    private static final String HEAD = "id,kind,date,seller,amount,currency,refers_to\n";

    @Autowired
    private Reopenings reopenings;
    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Periods periods;
    @Autowired
    private Runs runs;
    @Autowired
    private Corrections corrections;
    @Autowired
    private Statements statements;
    @Autowired
    private PayoutBatches payouts;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Approvals approvals;
    @Autowired
    private Inbox inbox;
    @Autowired
    private ManagementService management;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;
    @Autowired
    private WebApplicationContext context;

    @BeforeEach
    void aPaidQuarterAndOneWithEverythingInIt() {
        world("USD");
    }

    /** @param currency of plan and sales; both are paid in US dollars */
    private void world(String currency) {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
        demo.publish(PLAN.replace("USD", currency));
        if (!currency.equals("USD")) {
            upload("from,to,date,rate\n" + currency + ",USD,2017-03-30,1.0691\n" + currency
                    + ",USD,2017-06-30,1.1412\n" + currency + ",USD,2017-09-30,1.1806\n");
        }
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n");
        upload((HEAD + "B1,booking,2017-02-05,Moses Frase,6000,USD,\nC1,collection,2017-02-20,,2500,USD,B1\n"
                + "B2,booking,2017-03-05,Anna Snelling,40000,USD,\nC2,collection,2017-03-06,,40000,USD,B2\n")
                .replace("USD", currency));
        payouts.release(lock(Quarters.Q1));
        // Late, so that the second quarter corrects the first, and a return that leaves Anna owing.
        upload((HEAD + "L1,booking,2017-03-10,Moses Frase,5000,USD,\nB3,booking,2017-05-05,Moses Frase,3000,USD,\n"
                + "C3,collection,2017-05-20,,1000,USD,B1\nR2,return,2017-06-01,,-35000,USD,B2\n")
                .replace("USD", currency));
        ledger.hold(new Hold("dispute:42", MOSES, Quarters.Q2, Money.of("30.00", USD), "dispute/42"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "USD", "EUR" })
    void closedAgainWithoutAChangeEveryBalanceIsTheSameToTheCent(String currency) {
        if (!currency.equals("USD")) {
            world(currency);
        }
        Map<String, Long> before = balances();
        lock(Quarters.Q2);
        Map<String, Long> locked = balances();
        Map<ParticipantId, List<Money>> said = said();
        List<String> corrected = corrected();
        assertThat(locked).isNotEqualTo(before);
        assertThat(corrected).isNotEmpty();
        assertThat(locked.keySet()).anyMatch(one -> one.startsWith("CLAWBACK_RECEIVABLE"))
                .anyMatch(one -> one.startsWith("HOLDBACK")).anyMatch(one -> one.startsWith("UNCOLLECTED"))
                .anyMatch(one -> one.startsWith("DRAW_RECEIVABLE"));
        assertThat(locked.keySet().stream().anyMatch(one -> one.startsWith("EXCHANGE") && one.endsWith(currency)))
                .isEqualTo(!currency.equals("USD"));

        reopen();
        assertThat(periods.get(Quarters.Q2).state()).isEqualTo(PeriodState.OPEN);
        assertThat(balances()).isEqualTo(before);
        assertThat(statements.totalsOf(Quarters.Q2)).isEmpty();
        assertThat(payouts.live(Quarters.Q2)).isEmpty();
        assertThat(runs.current(Quarters.Q2)).isEmpty();
        assertThat(ledger.trialBalance().balances()).isTrue();

        PayoutBatch again = payouts.get(lock(Quarters.Q2));
        assertThat(balances()).isEqualTo(locked);
        assertThat(said()).isEqualTo(said);
        assertThat(corrected()).isEqualTo(corrected);
        payouts.release(again.id());
        assertThat(periods.get(Quarters.Q2).state()).isEqualTo(PeriodState.PAID);
        lock(Quarters.Q3);
        assertThat(corrected()).as("nothing of the reopened quarter is corrected").isEmpty();
    }

    @Test
    void aRateThatWasWrongIsPutRightWhileTheQuarterIsOpenAgain() {
        world("EUR");
        lock(Quarters.Q2);
        Map<ParticipantId, List<Money>> wrong = said();
        reopen();
        upload("from,to,date,rate\nEUR,USD,2017-06-30,1.2412\n");
        payouts.release(lock(Quarters.Q2));
        Map<String, Long> balances = balances();
        assertThat(said()).isNotEqualTo(wrong);

        world("EUR");
        upload("from,to,date,rate\nEUR,USD,2017-06-30,1.2412\n");
        payouts.release(lock(Quarters.Q2));
        assertThat(balances).as("as if the rate had been right from the start").isEqualTo(balances());
    }

    @Test
    void whatCameInTheMeantimeCountsAsIfItHadBeenThereFromTheStart() {
        lock(Quarters.Q2);
        // Known while the quarter was locked: late then, in time now.
        upload(HEAD + "B4,booking,2017-06-07,Anna Snelling,12000,USD,\n");
        reopen();
        upload(HEAD + "C4,collection,2017-06-20,,7000.01,USD,B4\nB5,booking,2017-06-21,Moses Frase,777.77,USD,\n"
                + "L2,booking,2017-03-11,Anna Snelling,100.01,USD,\n");
        payouts.release(lock(Quarters.Q2));
        Map<String, Long> balances = balances();
        Map<ParticipantId, List<Money>> said = said();
        lock(Quarters.Q3);
        assertThat(corrected()).isEmpty();
        Map<String, Long> third = balances();

        world("USD");
        upload(HEAD + "B4,booking,2017-06-07,Anna Snelling,12000,USD,\nC4,collection,2017-06-20,,7000.01,USD,B4\n"
                + "B5,booking,2017-06-21,Moses Frase,777.77,USD,\nL2,booking,2017-03-11,Anna Snelling,100.01,USD,\n");
        payouts.release(lock(Quarters.Q2));
        assertThat(balances).isEqualTo(balances());
        assertThat(said).isEqualTo(said());
        lock(Quarters.Q3);
        assertThat(third).isEqualTo(balances());
    }

    @Test
    void aWithdrawnStatementCanBeReadAsItWas() {
        lock(Quarters.Q2);
        Statement published = statements.find(MOSES, Quarters.Q2).orElseThrow();
        RunId run = published.run().orElseThrow();
        reopen();
        upload(HEAD + "B5,booking,2017-06-21,Moses Frase,777.77,USD,\n");
        lock(Quarters.Q2);

        assertThat(statements.find(MOSES, Quarters.Q2).orElseThrow().run()).isNotEqualTo(Optional.of(run));
        assertThat(statements.withdrawn(MOSES, Quarters.Q2)).singleElement().satisfies(was -> {
            assertThat(was.run()).isEqualTo(run);
            assertThat(was.reason()).isEqualTo("The rate was wrong.");
        });
        assertThat(statements.asItWas(MOSES, run)).contains(published);
        assertThat(statements.asItWas(MOSES, new RunId(UUID.randomUUID()))).isEmpty();
        assertThat(runs.get(run).state()).isEqualTo(RunState.REOPENED);
        assertThatThrownBy(() -> jdbc.sql("delete from statement.withdrawn").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aQuarterCanBeReopenedTwice() {
        lock(Quarters.Q2);
        Map<String, Long> locked = balances();
        reopen();
        lock(Quarters.Q2);
        reopen();
        lock(Quarters.Q2);
        assertThat(balances()).isEqualTo(locked);
        assertThat(statements.withdrawn(MOSES, Quarters.Q2)).hasSize(2);
        assertThat(reopenings.ofPeriod(Quarters.Q2)).extracting(Reopening::state)
                .containsExactly(ReopeningState.DONE, ReopeningState.DONE);
    }

    @Test
    void aRefusedReopeningLeavesNothingButTheAuditTrail() {
        PayoutBatch batch = payouts.get(lock(Quarters.Q2));
        Map<String, Long> rows = rows();
        ask(People.FIONA);
        decide(People.FRANK, Map.of("decision", "reject", "reason", "The next quarter will do."));
        runJobs();
        assertThat(rows()).isEqualTo(rows);
        assertThat(reopenings.ofPeriod(Quarters.Q2)).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(ReopeningState.REJECTED);
            assertThat(one.outcome()).contains("The next quarter will do.");
            assertThat(one.decidedBy()).contains(People.FRANK.id());
        });
        assertThat(jdbc.sql("select action from audit.entry where action like 'reopening%' order by seq")
                .query(String.class).list()).containsExactly("reopening.asked", "reopening.rejected");
        payouts.release(batch.id());
        assertThat(periods.get(Quarters.Q2).state()).isEqualTo(PeriodState.PAID);
    }

    @Test
    void onlyTheLatestLockedAndUnpaidQuarterIsReopened() {
        refused(Quarters.Q1, "reopen-state", "is paid and never changes");
        refused(Quarters.Q2, "reopen-state", "is open, so there is nothing to reopen");
        Run run = calculated(Quarters.Q2);
        refused(Quarters.Q2, "reopen-state", "is not locked yet");
        PayoutBatch batch = acting.as(People.FIONA, () -> payouts.prepare(Quarters.Q2, run.id()));
        accept(run);
        refused(Quarters.Q2, "reopen-signing", "is being signed; send it back first");
        sign(batch);
        calculated(Quarters.Q3);
        refused(Quarters.Q2, "reopen-closing", "2017-Q3 is being closed; cancel that close first");
        accept(runs.current(Quarters.Q3).orElseThrow());
        refused(Quarters.Q2, "reopen-order", "2017-Q3 was locked after 2017-Q2");
    }

    @Test
    void itTakesAReasonAndTwoPeople() {
        lock(Quarters.Q2);
        for (User other : List.of(People.AUDRA, People.OTTO, People.RENATA, People.rep("Moses Frase"))) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> acting.as(other, () -> reopenings.ask(Quarters.Q2, "Because.")));
        }
        for (String reason : List.of("", "  ", "x".repeat(501))) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> acting.as(People.FIONA, () -> reopenings.ask(Quarters.Q2, reason)))
                    .matches(refused -> refused.code().equals("reopen-reason"));
        }
        ReopeningId id = ask(People.FIONA);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> acting.as(People.FIONA, () -> reopenings.approve(id)));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> acting.as(People.CORA, () -> reopenings.approve(id)));
        assertThatThrownBy(() -> jdbc.sql("""
                update reopening.request set state = 'APPROVED', decided_by = asked_by, decided_at = now()
                """).update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("update reopening.request set reason = 'Another'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from reopening.request").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void thePagesSayWhatWouldBeTakenBackAndShowTheStatementAsItWas() throws Exception {
        lock(Quarters.Q2);
        RunId run = runs.current(Quarters.Q2).orElseThrow().id();
        User moses = People.rep("Moses Frase");
        jdbc.sql("update participant.participant set user_id = :user where id = 'moses-frase'")
                .param("user", moses.id().value()).update();
        assertThat(page("close", "/close/2017-Q2", People.FIONA)).contains("/close/2017-Q2/reopening");
        assertThat(page("reopening-possible", "/close/2017-Q2/reopening", People.FIONA))
                .contains("Ask for the reopening", "Statements withdrawn", "Moses Frase");
        assertThat(page("reopening-auditor", "/close/2017-Q2/reopening", People.AUDRA))
                .doesNotContain("Ask for the reopening");
        assertThat(page("reopening-paid", "/close/2017-Q1/reopening", People.FIONA))
                .contains("is paid and never changes").doesNotContain("Ask for the reopening");
        MockHttpServletResponse asked = mvc().perform(MockMvcRequestBuilders
                .post(URI.create("/close/2017-Q2/reopening")).param("reason", "The rate was wrong.")
                .with(csrf()).with(authentication(signedIn(People.CORA)))).andReturn().getResponse();
        assertThat(asked.getRedirectedUrl()).isEqualTo("/close/2017-Q2/reopening");
        assertThat(page("reopening-asked", "/close/2017-Q2/reopening", People.FIONA))
                .contains("asked to reopen", "The rate was wrong.").doesNotContain("Ask for the reopening");
        String task = acting.as(People.FRANK, () -> inbox.tasks().getFirst().id());
        assertThat(page("reopening-task", "/tasks/" + task, People.FRANK)).contains("Reopen the period");
        decide(People.FRANK, Map.of("decision", "approve"));
        runJobs();
        assertThat(page("reopening-done", "/close/2017-Q2/reopening", People.FIONA))
                .contains("The rate was wrong.", "the run as it was");
        page("run-reopened", "/close/2017-Q2/runs/" + run, People.FIONA);
        page("periods-reopened", "/close", People.FIONA);
        String address = "/statements/moses-frase/2017-Q2/as-it-was/" + run;
        assertThat(page("statement-reopened", "/statement?period=2017-Q2", moses)).contains(address);
        assertThat(page("statement-as-it-was", address, moses)).contains("counts no more", "The rate was wrong.")
                .doesNotContain("Contest");
        assertThat(mvc().perform(MockMvcRequestBuilders.get(URI.create(address.replace("moses-frase", "anna-snelling")))
                .with(authentication(signedIn(moses)))).andReturn().getResponse().getStatus()).isEqualTo(403);
    }

    private String page(String name, String address, User user) throws Exception {
        MockHttpServletResponse answer = mvc().perform(MockMvcRequestBuilders.get(URI.create(address))
                .with(authentication(signedIn(user)))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(address).isEqualTo(200);
        Files.writeString(Files.createDirectories(Path.of("target", "pages")).resolve(name + ".html"),
                answer.getContentAsString());
        return answer.getContentAsString();
    }

    private MockMvc mvc() {
        return MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    }

    private Authentication signedIn(User user) {
        return acting.as(user, () -> SecurityContextHolder.getContext().getAuthentication());
    }

    @Test
    void aTokenMovedPastTheApprovalUndoesNothing() {
        lock(Quarters.Q2);
        Map<String, Long> locked = balances();
        ReopeningId id = ask(People.FIONA);
        String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(id.toString())
                .processDefinitionKey("periodReopening").singleResult().getId();
        runtime.createProcessInstanceModification(instance).startBeforeActivity("serviceTask_undoLock").execute();
        Job undo = management.createJobQuery().processInstanceId(instance).singleResult();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> management.executeJob(undo.getId()));
        assertThat(balances()).isEqualTo(locked);
        assertThat(periods.get(Quarters.Q2).state()).isEqualTo(PeriodState.LOCKED);
        runtime.deleteProcessInstance(instance, "test");
    }

    @Test
    void aCrashHalfWayLeavesTheLockAndTheNextAttemptUndoesItOnce() {
        Map<String, Long> before = balances();
        lock(Quarters.Q2);
        Map<String, Long> locked = balances();
        ReopeningId id = ask(People.FIONA);
        decide(People.FRANK, Map.of("decision", "approve"));
        transaction.executeWithoutResult(attempt -> {
            assertThat(reopenings.carryOut(id)).isTrue();
            attempt.setRollbackOnly();
        });
        assertThat(balances()).isEqualTo(locked);
        assertThat(periods.get(Quarters.Q2).state()).isEqualTo(PeriodState.LOCKED);

        runJobs();
        assertThat(balances()).isEqualTo(before);
        Map<String, Long> rows = rows();
        assertThat(reopenings.carryOut(id)).isTrue();
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void whatIsPaidBeforeItIsUndoneStaysPaid() {
        PayoutBatch batch = payouts.get(lock(Quarters.Q2));
        ReopeningId id = ask(People.FIONA);
        decide(People.FRANK, Map.of("decision", "approve"));
        payouts.release(batch.id());
        Map<String, Long> paid = balances();
        runJobs();
        assertThat(balances()).isEqualTo(paid);
        assertThat(reopenings.get(id).state()).isEqualTo(ReopeningState.LAPSED);
        assertThat(reopenings.get(id).outcome().orElseThrow()).contains("is paid and never changes");
        assertThat(reopenings.carryOut(id)).isFalse();
    }

    @Test
    void ofTwoPeopleAtOnceOneIsHeard() throws Exception {
        PayoutBatch batch = payouts.get(lock(Quarters.Q2));
        assertThat(Together.run(asking(People.FIONA), asking(People.CORA)).stream()
                .filter(Together.Outcome::succeeded)).hasSize(1);
        ReopeningId id = reopenings.pending(Quarters.Q2).orElseThrow().id();
        assertThat(Together.run(deciding(People.FRANK, () -> reopenings.approve(id)),
                deciding(People.DIANA, () -> reopenings.approve(id))).stream()
                .filter(Together.Outcome::succeeded)).hasSize(1);
        Together.run(() -> reopenings.carryOut(id), () -> {
            payouts.release(batch.id());
            return true;
        });
        boolean opened = reopenings.get(id).state() == ReopeningState.DONE;
        assertThat(periods.get(Quarters.Q2).state()).isEqualTo(opened ? PeriodState.OPEN : PeriodState.PAID);
        assertThat(payouts.get(batch.id()).state()).isEqualTo(opened ? PayoutState.REJECTED : PayoutState.RELEASED);
        assertThat(statements.totalsOf(Quarters.Q2).isEmpty()).isEqualTo(opened);
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    private Callable<Boolean> asking(User user) {
        return () -> acting.as(user, () -> {
            reopenings.ask(Quarters.Q2, "The rate was wrong.");
            return true;
        });
    }

    private Callable<Boolean> deciding(User user, Runnable decision) {
        return () -> acting.as(user, () -> {
            decision.run();
            return true;
        });
    }

    private void refused(PeriodId period, String code, String sentence) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(People.FIONA, () -> reopenings.ask(period, "The rate was wrong.")))
                .matches(refused -> refused.code().equals(code))
                .withMessageContaining(sentence);
    }

    private ReopeningId ask(User user) {
        return acting.as(user, () -> reopenings.ask(Quarters.Q2, "The rate was wrong."));
    }

    private void reopen() {
        ask(People.FIONA);
        decide(People.FRANK, Map.of("decision", "approve"));
        runJobs();
    }

    private void decide(User user, Map<String, String> values) {
        acting.as(user, () -> {
            List<TaskView> tasks = inbox.tasks();
            assertThat(tasks).hasSize(1);
            inbox.complete(tasks.getFirst().id(), values);
        });
    }

    private void runJobs() {
        List<Job> due = management.createJobQuery().executable().list();
        while (!due.isEmpty()) {
            due.forEach(job -> management.executeJob(job.getId()));
            due = management.createJobQuery().executable().list();
        }
    }

    private Run calculated(PeriodId period) {
        return transaction.execute(tx -> {
            periods.transition(period, PeriodState.CLOSING);
            Run run = runs.freeze(period, RunKind.CLOSE);
            for (int chunk = 0; chunk < run.chunks(); chunk++) {
                runs.calculateChunk(run.id(), chunk);
            }
            return runs.finish(run.id());
        });
    }

    private void accept(Run run) {
        transaction.executeWithoutResult(tx -> {
            periods.oneAtATime();
            runs.accept(run.id());
            statements.publish(run.id());
            periods.transition(run.period(), PeriodState.LOCKED);
        });
    }

    private void sign(PayoutBatch batch) {
        payouts.route(batch.id(), false);
        transaction.executeWithoutResult(tx -> approvals.record(new Approval(batch.caseRef(), 1, PayoutBatch.SIGN, "",
                batch.preparedBy(), People.FRANK.id(), Verdict.APPROVED, Optional.empty(), batch.digest(),
                clock.instant(), Optional.empty(), Optional.empty())));
        payouts.sign(batch.id());
    }

    /** Calculates, prepares, signs and locks, and pays nothing yet. */
    private PayoutBatchId lock(PeriodId period) {
        Run run = calculated(period);
        PayoutBatch batch = acting.as(People.FIONA, () -> payouts.prepare(period, run.id()));
        sign(batch);
        accept(run);
        return batch.id();
    }

    private void upload(String text) {
        assertThat(CsvFiles.upload(imports, text).rejected()).as(text).isZero();
    }

    /** Every balance that is not zero, by account. */
    private Map<String, Long> balances() {
        Map<String, Long> balances = new TreeMap<>();
        jdbc.sql("""
                select account_type || ' ' || coalesce(participant_id, '') || ' ' || currency as account,
                       sum(amount_minor)::bigint as debits
                from ledger.entry group by 1 having sum(amount_minor) <> 0
                """).query(row -> {
            balances.put(row.getString("account"), row.getLong("debits"));
        });
        return balances;
    }

    private Map<ParticipantId, List<Money>> said() {
        Map<ParticipantId, List<Money>> said = new HashMap<>();
        for (StatementTotals one : statements.totalsOf(Quarters.Q2)) {
            said.put(one.participant(), List.of(one.earned(), one.adjustments(), one.carried(), one.deferred(),
                    one.draw(), one.held(), one.payable()));
        }
        assertThat(said).containsOnlyKeys(MOSES, ANNA);
        return said;
    }

    /** What the latest lock corrected of earlier quarters. */
    private List<String> corrected() {
        RunId run = jdbc.sql("""
                select id from calculation.run where state = 'ACCEPTED' order by period_id desc limit 1
                """).query((row, n) -> RunId.parse(row.getString("id"))).single();
        return corrections.of(run).stream().map(line -> line.participant() + " " + line.period() + " "
                + line.component() + " " + line.amount() + " " + line.cause()).toList();
    }

    /** How many rows the tables hold that a lock writes. */
    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : List.of("ledger.transfer", "ledger.entry", "statement.statement", "statement.withdrawn",
                "calculation.run", "payout.batch", "sales.settlement", "sales.undone_lock", "payable.step")) {
            rows.put(table, jdbc.sql("select count(*) from " + table).query(Long.class).single());
        }
        rows.put("locked", jdbc.sql("select count(*) from period.period where state = 'LOCKED'").query(Long.class)
                .single());
        return rows;
    }
}
