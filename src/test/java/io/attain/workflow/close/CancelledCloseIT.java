package io.attain.workflow.close;

import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.calculation.DemoFiles;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.identity.User;
import io.attain.ledger.Hold;
import io.attain.ledger.Ledger;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.workflow.inbox.Inbox;
import io.attain.workflow.inbox.TaskView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Wherever a close stands before its lock, cancelling it leaves what it found: no row of ledger, statements, settlements
 * or periods differs, nothing waits in the engine, and the next close comes to what it would have come to anyway.
 */
class CancelledCloseIT extends PostgresIT {

    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final Map<String, String> APPROVE = Map.of("decision", "approve");
    private static final Map<String, String> SIGN = Map.of("decision", "sign");
    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "USD", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [
              {"id": "year", "name": "Commission", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "year-to-date", "payable": {"on": "collection"},
               "pay": {"type": "flat-rate", "rate": "0.2"}},
              {"id": "kept", "name": "Kept back", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "credit", "payable": {"holdback": {"share": "0.1", "days": 90}},
               "pay": {"type": "flat-rate", "rate": "0.3"}}],
             "pay": {"draw": {"type": "recoverable", "amount": "700"}}}
            """;

    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Periods periods;
    @Autowired
    private Ledger ledger;
    @Autowired
    private PeriodClose close;
    @Autowired
    private Inbox inbox;
    @Autowired
    private ManagementService management;
    @Autowired
    private RuntimeService runtime;
    @Autowired
    private TaskService tasks;
    @Autowired
    private JdbcClient jdbc;

    /** Every place where a close can stand before its lock. */
    enum Place {
        EXCEPTIONS(CloseStep.EXCEPTIONS), BEFORE_THE_FREEZE(CloseStep.FREEZING), FROZEN(
                CloseStep.CALCULATING), RECONCILING(CloseStep.RECONCILING), TEAM_REVIEW(
                        CloseStep.TEAM_REVIEW), CORRECTIONS(CloseStep.CORRECTIONS), PREPARATION(
                                CloseStep.PAYOUT_PREPARATION), SIGN_OFF(
                                        CloseStep.PAYOUT_SIGN_OFF), SECOND_SIGNATURE(CloseStep.SECOND_SIGNATURE);

        private final CloseStep step;

        Place(CloseStep step) {
            this.step = step;
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelledAnywhereBeforeItsLockACloseLeavesNoTraceButTheAuditTrail(Place place) {
        world();
        if (place == Place.EXCEPTIONS) {
            upload("id,kind,date,seller,amount,currency,refers_to\nG1,booking,2017-03-07,Garret Kinder,10,USD,\n");
        }
        Map<String, String> before = rows();
        long audited = audited();
        bringTo(place);
        assertThat(status()).isEqualTo(place.step);

        acting.as(People.COLIN, () -> close.cancel(Quarters.Q1, "Not today."));
        runJobs();

        assertThat(status()).isEqualTo(CloseStep.CANCELLED);
        assertThat(rows()).isEqualTo(before);
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.OPEN);
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
        assertThat(management.createJobQuery().list()).as("but for the engine's own housekeeping")
                .allMatch(job -> job.getProcessInstanceId() == null);
        assertThat(tasks.createTaskQuery().count()).isZero();
        assertThat(jdbc.sql("select count(*) from calculation.run where state <> 'DISCARDED'").query(Long.class)
                .single()).isZero();
        assertThat(jdbc.sql("select count(*) from payout.batch where state <> 'REJECTED'").query(Long.class)
                .single()).isZero();
        assertThat(audited()).isGreaterThan(audited);
        assertThat(jdbc.sql("select count(*) from audit.entry where action = 'close.cancelled'").query(Long.class)
                .single()).isOne();

        if (place == Place.EXCEPTIONS) {
            return;
        }
        finish();
        Map<String, String> after = balances();
        world();
        finish();
        assertThat(after).as("as if it had never been cancelled").isEqualTo(balances());
    }

    @Test
    void onceSignedACloseGoesThrough() {
        world();
        bringTo(Place.SECOND_SIGNATURE);
        decide(People.DIANA, "userTask_secondSignature", SIGN);
        while (status() != CloseStep.LOCKING) {
            step();
        }
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(People.COLIN, () -> close.cancel(Quarters.Q1, "Too late.")))
                .withMessageContaining("is signed; the close goes through");
        runJobs();
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> acting.as(People.COLIN, () -> close.cancel(Quarters.Q1, "Much too late.")))
                .withMessageContaining("is not being closed");
    }

    private void world() {
        sweep();
        List.of(DUSTIN, People.CORA, People.COLIN, People.FIONA, People.FRANK, People.DIANA).forEach(users::remember);
        Quarters.define(periods, 2);
        CsvFiles.organisation(imports);
        jdbc.sql("update participant.participant set user_id = :user where id = 'dustin-brinkmann'")
                .param("user", DUSTIN.id().value()).update();
        demo.publish(PLAN);
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n");
        upload("id,kind,date,seller,amount,currency,refers_to\nB1,booking,2017-02-05,Moses Frase,300000,USD,\n"
                + "C1,collection,2017-02-20,,250000,USD,B1\nB2,booking,2017-03-05,Anna Snelling,100,USD,\n");
        ledger.hold(new Hold("dispute:42", MOSES, Quarters.Q1, Money.of("30.00", Currency.getInstance("USD")),
                "dispute/42"));
        runJobs();
    }

    private void bringTo(Place place) {
        acting.as(People.CORA, () -> close.start(Quarters.Q1));
        switch (place) {
            case EXCEPTIONS, TEAM_REVIEW -> runJobs();
            case BEFORE_THE_FREEZE -> {
            }
            case FROZEN -> step();
            case RECONCILING -> {
                for (int round = 0; round < 10 && status() != CloseStep.RECONCILING; round++) {
                    step();
                }
            }
            case CORRECTIONS -> {
                runJobs();
                decide(DUSTIN, "userTask_reviewTeam", Map.of("decision", "return", "reason", "A deal is missing."));
                runJobs();
            }
            case PREPARATION, SIGN_OFF, SECOND_SIGNATURE -> {
                runJobs();
                decide(DUSTIN, "userTask_reviewTeam", APPROVE);
                runJobs();
                if (place != Place.PREPARATION) {
                    decide(People.FIONA, "userTask_preparePayout", Map.of("decision", "prepare"));
                    runJobs();
                }
                if (place == Place.SECOND_SIGNATURE) {
                    decide(People.FRANK, "userTask_signPayout", SIGN);
                    runJobs();
                }
            }
        }
    }

    private void finish() {
        bringTo(Place.SECOND_SIGNATURE);
        decide(People.DIANA, "userTask_secondSignature", SIGN);
        runJobs();
        assertThat(periods.get(Quarters.Q1).state()).isEqualTo(PeriodState.PAID);
    }

    private CloseStep status() {
        return acting.as(People.CORA, () -> close.status(Quarters.Q1)).step();
    }

    private void decide(User user, String key, Map<String, String> values) {
        acting.as(user, () -> {
            List<TaskView> found = inbox.tasks().stream().filter(task -> task.key().equals(key)).toList();
            assertThat(found).as(key).hasSize(1);
            inbox.complete(found.getFirst().id(), values);
        });
    }

    /** One round of jobs. */
    private void step() {
        management.createJobQuery().executable().list().forEach(job -> management.executeJob(job.getId()));
    }

    private void runJobs() {
        List<Job> due = management.createJobQuery().executable().list();
        while (!due.isEmpty()) {
            due.forEach(job -> management.executeJob(job.getId()));
            due = management.createJobQuery().executable().list();
        }
    }

    private void upload(String text) {
        assertThat(CsvFiles.upload(imports, text).rejected()).as(text).isZero();
    }

    /**
     * The content of every table of the business, by a digest of its rows. Left out: the trail itself, what is derived anew
     * whenever it is needed (credits, running balances), and runs, batches and findings, which are kept as given up.
     */
    private Map<String, String> rows() {
        List<String> tables = new ArrayList<>(jdbc.sql("""
                select format('%I.%I', schemaname, tablename) from pg_tables
                 where schemaname in ('ledger', 'statement', 'sales', 'period', 'plan', 'participant', 'payable', 'expense',
                                      'reopening', 'dispute', 'split', 'bank', 'evidence', 'payout')
                   and (schemaname, tablename) not in (('payable', 'waiting'), ('payable', 'looked'), ('payout', 'batch'), ('payout', 'line'),
                       ('ledger', 'balance'), ('ledger', 'balance_mark'))
                 order by 1
                """).query(String.class).list());
        Map<String, String> rows = new LinkedHashMap<>();
        for (String table : tables) {
            String row = table.equals("period.period") ? "(t.id, t.state, t.pay_date)::text" : "t::text";
            rows.put(table, jdbc
                    .sql("select count(*) || ' ' || coalesce(md5(string_agg(%1$s, '' order by %1$s)), '') from %2$s t"
                            .formatted(row, table))
                    .query(String.class).single());
        }
        assertThat(rows).containsKeys("ledger.entry", "ledger.adjustment_seal", "statement.statement",
                "sales.settlement",
                "period.period", "payable.step");
        return rows;
    }

    private long audited() {
        return jdbc.sql("select count(*) from audit.entry").query(Long.class).single();
    }

    private Map<String, String> balances() {
        Map<String, String> balances = new TreeMap<>();
        jdbc.sql("""
                select account_type || ' ' || coalesce(participant_id, '') as account, sum(amount_minor)::text as debits
                  from ledger.entry group by 1
                """).query(row -> {
            balances.put(row.getString("account"), row.getString("debits"));
        });
        jdbc.sql("""
                select participant_id, concat_ws(' ', earned_minor, adjustments_minor, carried_minor, deferred_minor,
                       draw_minor, held_minor, payable_minor) as said from statement.published
                """).query(row -> {
            balances.put("statement of " + row.getString("participant_id"), row.getString("said"));
        });
        assertThat(balances).containsKeys("PAID moses-frase", "HELD moses-frase", "HOLDBACK moses-frase",
                "UNCOLLECTED moses-frase", "DRAW_RECEIVABLE anna-snelling");
        return balances;
    }
}
