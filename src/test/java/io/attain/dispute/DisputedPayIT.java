package io.attain.dispute;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.crediting.Share;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.payable.Payable;
import io.attain.payable.Payables;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static org.assertj.core.api.Assertions.assertThat;

/** Disputes over what is really calculated: what they hold, and what becomes of it when the world goes on meanwhile. */
class DisputedPayIT extends PostgresIT {

    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "%s", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [{"id": "commission", "name": "Commission", "credits": {"roles": ["direct", "split"]},
               "measure": "amount", "window": "period", "pay": {"type": "flat-rate", "rate": "0.1"}}]}
            """;
    private static final String PEOPLE = "name,user_id,employee_number,legal_entity,cost_centre,currency,title,manager,from,to\n";
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final ParticipantId MOSES_ID = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA_ID = new ParticipantId("anna-snelling");

    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Periods periods;
    @Autowired
    private Runs runs;
    @Autowired
    private Payables payables;
    @Autowired
    private Ledger ledger;
    @Autowired
    private Disputes disputes;
    @Autowired
    private Inbox inbox;
    @Autowired
    private ManagementService engine;

    @BeforeEach
    void twoRepsAndADeal() {
        sweep();
        List.of(MOSES, ANNA, DUSTIN, People.CORA).forEach(users::remember);
        Quarters.define(periods, 3);
        CsvFiles.organisation(imports);
        upload(PEOPLE + person(MOSES, 4, "") + person(ANNA, 5, "")
                + "Dustin Brinkmann,%s,2,Meridian,10,USD,Manager,Renata Vogel,2015-01-01,\n"
                        .formatted(DUSTIN.id().value()));
        upload("from,to,date,rate\nEUR,USD,2017-01-01,1.1\nUSD,EUR,2017-01-01,0.9\n");
        upload(CsvFiles.deals(CsvFiles.won("D1", "2017-02-01", "1000")));
    }

    @AfterEach
    void theTimeOfDay() {
        ClockUtil.reset();
    }

    /** Whose plan counts in euros and who is paid in dollars: counterfactual, hold and payout are in dollars. */
    @Test
    void exactlyTheDisputedPartOfThePayoutIsHeldInTheCurrencyItIsPaidIn() {
        plan("EUR");
        DisputeId id = contestedClaim();
        assertThat(disputes.effect(id)).containsExactly(new Effect(ANNA_ID, usd("0.00"), usd("49.50")),
                new Effect(MOSES_ID, usd("99.00"), usd("49.50")));
        assertThat(ledger.heldFor("dispute/" + id)).singleElement().satisfies(held -> {
            assertThat(held.participant()).isEqualTo(MOSES_ID);
            assertThat(held.amount()).isEqualTo(usd("49.50"));
        });
        assertThat(paidByAClose()).containsEntry(MOSES_ID, usd("49.50"));
    }

    @Test
    void aDealThatIsReturnedWhileItIsDisputedLeavesNothingHeldAndNothingOwed() {
        plan("USD");
        DisputeId id = contestedClaim();
        assertThat(ledger.held(MOSES_ID)).singleElement()
                .satisfies(held -> assertThat(held.amount()).isEqualTo(usd("50.00")));
        upload("id,kind,date,amount,currency,refers_to\nR1,return,2017-02-20,1000,USD,D1\n");
        decide();
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.UPHELD);
        assertThat(ledger.held(MOSES_ID)).isEmpty();
        assertThat(paidByAClose().values()).allMatch(Money::isZero);
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void whatIsHeldOfAReturnedDealMakesNobodyOweAnything() {
        plan("USD");
        DisputeId id = contestedClaim();
        upload("id,kind,date,amount,currency,refers_to\nR1,return,2017-02-20,1000,USD,D1\n");
        assertThat(paidByAClose().values()).allMatch(Money::isZero);
        assertThat(ledger.heldFor("dispute/" + id)).singleElement()
                .satisfies(held -> assertThat(held.amount()).isEqualTo(usd("50.00")));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    @Test
    void aCounterpartWhoHasLeftIsNotWaitedForLongerThanTheClockSays() {
        plan("USD");
        DisputeId id = filed();
        upload(PEOPLE + person(MOSES, 4, "2017-02-15"));
        Job overdue = engine.createJobQuery().timers().activityId("event_answerOverdue").singleResult();
        ClockUtil.setCurrentTime(Date.from(overdue.getDuedate().toInstant().plusSeconds(1)));
        runJobs();
        decide();
        assertThat(disputes.get(id).state()).isEqualTo(DisputeState.UPHELD);
        assertThat(ledger.held(MOSES_ID)).isEmpty();
        assertThat(paidByAClose()).containsEntry(MOSES_ID, usd("50.00")).containsEntry(ANNA_ID, usd("50.00"));
        assertThat(ledger.trialBalance().balances()).isTrue();
    }

    private void plan(String currency) {
        demo.publish(PLAN.formatted(currency));
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n");
    }

    private DisputeId filed() {
        FilingResult filed = acting.as(ANNA, () -> disputes.file(new FileClaim(new EventKey("crm", "D1"),
                ClaimKind.SPLIT_REQUEST, List.of(new Share(MOSES_ID, new BigDecimal("50")),
                        new Share(ANNA_ID, new BigDecimal("50"))),
                "We won it together.", Optional.empty())));
        assertThat(filed).isNotInstanceOf(FilingResult.Refused.class);
        runJobs();
        return disputes.ofDeal(new EventKey("crm", "D1")).getFirst().id();
    }

    private DisputeId contestedClaim() {
        DisputeId id = filed();
        finish(MOSES, "userTask_answerClaim", Map.of("decision", "contest", "reason", "It was mine."));
        return id;
    }

    private void decide() {
        finish(DUSTIN, "userTask_decideDispute", Map.of("decision", "uphold", "reason", "I was there."));
    }

    private void finish(User user, String key, Map<String, String> values) {
        String task = acting.as(user, () -> inbox.tasks().stream().filter(TaskView::open)
                .filter(one -> one.key().equals(key)).findFirst().orElseThrow().id());
        acting.as(user, () -> inbox.complete(task, values));
        runJobs();
    }

    private Map<ParticipantId, Money> paidByAClose() {
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        IntStream.range(0, run.chunks()).forEach(chunk -> runs.calculateChunk(run.id(), chunk));
        runs.finish(run.id());
        return payables.of(Quarters.Q1, run.id()).stream()
                .collect(Collectors.toMap(Payable::participant, one -> one.settlement().pay()));
    }

    private static String person(User user, int number, String leaves) {
        return "%s,%s,%d,Meridian,10,USD,Rep,Dustin Brinkmann,2015-01-01,%s\n".formatted(user.displayName(),
                user.id().value(), number, leaves);
    }

    private void runJobs() {
        for (List<Job> due = jobs(); !due.isEmpty(); due = jobs()) {
            engine.executeJob(due.getFirst().getId());
        }
    }

    private List<Job> jobs() {
        return engine.createJobQuery().executable().list();
    }

    private void upload(String text) {
        acting.as(People.CORA, () -> CsvFiles.upload(imports, text));
    }

    private static Money usd(String amount) {
        return Money.of(amount, Currency.getInstance("USD"));
    }
}
