package io.attain.dispute;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
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

/** Whose plan counts in euros and who is paid in dollars: the counterfactual, the hold and the payout are in dollars. */
class HeldInPayCurrencyIT extends PostgresIT {

    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "EUR", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [{"id": "commission", "name": "Commission", "credits": {"roles": ["direct", "split"]},
               "measure": "amount", "window": "period", "pay": {"type": "flat-rate", "rate": "0.1"}}]}
            """;
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
    void aDealOfSomeonePaidInDollarsByAPlanInEuros() {
        sweep();
        List.of(MOSES, ANNA, People.CORA).forEach(users::remember);
        Quarters.define(periods, 3);
        CsvFiles.organisation(imports);
        upload("name,user_id,employee_number,legal_entity,cost_centre,currency,title,manager,from,to\n"
                + person(MOSES, 4) + person(ANNA, 5));
        upload("from,to,date,rate\nEUR,USD,2017-01-01,1.1\nUSD,EUR,2017-01-01,0.9\n");
        demo.publish(PLAN);
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n");
        upload(CsvFiles.deals(CsvFiles.won("D1", "2017-02-01", "1000")));
    }

    @Test
    void exactlyTheDisputedPartOfThePayoutIsHeld() {
        FilingResult filed = acting.as(ANNA, () -> disputes.file(new FileClaim(new EventKey("crm", "D1"),
                ClaimKind.SPLIT_REQUEST, List.of(new Share(MOSES_ID, new BigDecimal("50")),
                        new Share(ANNA_ID, new BigDecimal("50"))),
                "We won it together.", Optional.empty())));
        assertThat(filed).isNotInstanceOf(FilingResult.Refused.class);
        runJobs();
        String task = acting.as(MOSES, () -> inbox.tasks().stream().filter(TaskView::open)
                .filter(one -> one.key().equals("userTask_answerClaim")).findFirst().orElseThrow().id());
        acting.as(MOSES, () -> inbox.complete(task, Map.of("decision", "contest", "reason", "It was mine.")));
        runJobs();

        DisputeId id = disputes.ofDeal(new EventKey("crm", "D1")).getFirst().id();
        assertThat(disputes.effect(id)).containsExactly(new Effect(ANNA_ID, usd("0.00"), usd("49.50")),
                new Effect(MOSES_ID, usd("99.00"), usd("49.50")));
        assertThat(ledger.heldFor("dispute/" + id)).singleElement().satisfies(held -> {
            assertThat(held.participant()).isEqualTo(MOSES_ID);
            assertThat(held.amount()).isEqualTo(usd("49.50"));
        });
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        Run run = runs.freeze(Quarters.Q1, RunKind.CLOSE);
        IntStream.range(0, run.chunks()).forEach(chunk -> runs.calculateChunk(run.id(), chunk));
        runs.finish(run.id());
        assertThat(payables.of(Quarters.Q1, run.id())).filteredOn(one -> one.participant().equals(MOSES_ID))
                .singleElement().satisfies(one -> assertThat(one.settlement().pay()).isEqualTo(usd("49.50")));
    }

    private static String person(User user, int number) {
        return "%s,%s,%d,Meridian,10,USD,Rep,Dustin Brinkmann,2015-01-01,\n".formatted(user.displayName(),
                user.id().value(), number);
    }

    private void runJobs() {
        for (List<Job> due = jobs(); !due.isEmpty(); due = jobs()) {
            due.forEach(job -> engine.executeJob(job.getId()));
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
