package io.attain.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import io.attain.fixtures.PostgresIT;
import io.attain.participant.Participants;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutLine;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.statement.Statement;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo seeded through its own processes, with the engine's job executor at work, checked against a second opinion. */
@TestPropertySource(properties = { "attain.demo.enabled=true", "attain.demo.start-with-application=false",
    "camunda.bpm.job-execution.enabled=true" })
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");

    @Autowired
    private DemoSeeding seeding;
    @Autowired
    private DemoSteps steps;
    @Autowired
    private AtWork work;
    @Autowired
    private Periods periods;
    @Autowired
    private Statements statements;
    @Autowired
    private PayoutBatches payouts;
    @Autowired
    private Participants participants;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void seed() {
        seeding.seed();
    }

    @Test
    @Order(1)
    void theFirstQuarterIsPaidAndTheSecondIsOpen() {
        assertThat(periods.get(DemoSteps.FIRST).state()).isEqualTo(PeriodState.PAID);
        assertThat(periods.openPeriod().id()).isEqualTo(DemoSteps.SECOND);
    }

    @Test
    @Order(2)
    void theFirstQuarterAgreesWithTheIndependentRecomputation() {
        agrees(DemoSteps.FIRST, LocalDate.of(2017, 1, 1), LocalDate.of(2017, 4, 1));
    }

    @Test
    @Order(3)
    void everyRoleThatActsHasATaskWaiting() {
        for (String user : new String[]{ "moses.frase", "dustin.brinkmann", "celia.rouche", "cara.losch",
            "melvin.marxen", "rocco.neubert", "summer.sewald", "renata.vogel", "fiona", "frank", "diana", "cora",
            "colin" }) {
            assertThat(work.task(user, task -> true)).as("task of " + user).isPresent();
        }
    }

    @Test
    @Order(4)
    void seedingAgainChangesNothing() {
        long before = rowsWritten();
        seeding.seed();
        assertThat(rowsWritten()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void theSecondQuarterClosesAndAgreesToTheCent() {
        steps.closeAndPay(DemoSteps.SECOND);
        agrees(DemoSteps.SECOND, LocalDate.of(2017, 4, 1), LocalDate.of(2017, 7, 1));
    }

    private void agrees(PeriodId period, LocalDate from, LocalDate to) {
        TreeMap<String, BigDecimal> expected = IndependentRecomputation.of(from, to);
        TreeMap<String, BigDecimal> stated = new TreeMap<>();
        Money statementTotal = Money.zero(USD);
        for (Statement statement : statements.ofPeriod(period)) {
            stated.put(participants.get(statement.participant()).name(), statement.earned().toDecimal());
            statementTotal = statementTotal.plus(statement.payable()).plus(statement.held());
        }
        expected.forEach((rep, amount) -> assertThat(stated.getOrDefault(rep, new BigDecimal("0.00"))).as(rep)
                .isEqualByComparingTo(amount));
        assertThat(stated.keySet()).isSubsetOf(expected.keySet());

        PayoutBatch batch = payouts.ofPeriod(period).getLast();
        Money fileTotal = Money.zero(USD);
        for (PayoutLine line : payouts.lines(batch.id())) {
            fileTotal = fileTotal.plus(line.amount());
        }
        assertThat(fileTotal).isEqualTo(statementTotal);
        assertThat(paidInLedger(period)).isEqualTo(fileTotal.minor());
    }

    private long paidInLedger(PeriodId period) {
        return jdbc.sql("""
                select coalesce(sum(-e.amount_minor), 0) from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
                where t.kind = 'PAID' and t.period_id = :period and e.amount_minor < 0
                """).param("period", period.value()).query(Long.class).single();
    }

    private long rowsWritten() {
        return jdbc.sql("select count(*) from audit.entry").query(Long.class).single();
    }
}
