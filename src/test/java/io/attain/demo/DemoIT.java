package io.attain.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import io.attain.evidence.EvidencePacks;
import io.attain.evidence.VerifyEvidence;
import io.attain.fixtures.PostgresIT;
import io.attain.participant.Participants;
import io.attain.payout.PayoutBatch;
import io.attain.payout.PayoutBatchId;
import io.attain.payout.PayoutBatches;
import io.attain.payout.PayoutLine;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.Money;
import io.attain.statement.Statement;
import io.attain.statement.Statements;

import static java.nio.charset.StandardCharsets.UTF_8;
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
    private EvidencePacks evidence;
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

    @Test
    @Order(6)
    void theEvidencePackRecomputesTheQuarterOfflineAndNamesWhatWasTamperedWith() throws IOException {
        PayoutBatchId batch = payouts.ofPeriod(DemoSteps.SECOND).getLast().id();
        work.until("the evidence to be written", () -> evidence.has(batch), () -> {});
        Path pack = Files.createTempFile("evidence", ".zip");
        Files.write(pack, evidence.find(batch).orElseThrow().bytes());

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = VerifyEvidence.run(List.of(pack.toString()), new PrintStream(said), new PrintStream(said));
        assertThat(said.toString(UTF_8)).contains("MATCHES", "2017-Q2");
        assertThat(code).isZero();

        Files.write(pack, with(evidence.find(batch).orElseThrow().bytes(), "inputs.jsonl", "\"amount_minor\":1",
                "\"amount_minor\":2"));
        said.reset();
        assertThat(VerifyEvidence.run(List.of(pack.toString()), new PrintStream(said), new PrintStream(said))).isOne();
        assertThat(said.toString(UTF_8)).contains("inputs.jsonl was changed", "recomputed it is", "does not match");
        Files.delete(pack);
    }

    /** The pack with the first occurrence of a text in one file replaced. */
    private static byte[] with(byte[] pack, String file, String before, String after) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(pack));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String text = new String(in.readAllBytes(), UTF_8);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write((entry.getName().equals(file)
                        ? text.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after))
                        : text).getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
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
