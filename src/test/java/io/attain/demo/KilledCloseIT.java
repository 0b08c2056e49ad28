package io.attain.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The process dies in the middle of a close, three times, and each new one takes over: after the last, every figure is
 * as if nothing had happened, and nothing is there twice.
 */
class KilledCloseIT extends PostgresIT {

    private static final List<String> BLOWS = List.of("--axe=calculateChunk:2", "--axe=publish:1", "--axe=release:1");

    @TempDir
    private static Path logs;

    @BeforeAll
    static void dieThreeTimesAndFinish() throws Exception {
        sweep();
        // The first blow of publish and release would fall in the first quarter's close, so that one is closed unharmed.
        assertThat(attain("--only-seed=true")).as(lastLog()).isZero();
        for (String blow : BLOWS) {
            assertThat(attain(blow)).as(lastLog()).isEqualTo(AttainUnderTheAxe.KILLED);
        }
        assertThat(attain("--axe=never:0")).as(lastLog()).isZero();
    }

    @Test
    void everyRepEarnsWhatTheIndependentRecomputationSays() throws SQLException {
        TreeMap<String, BigDecimal> expected = IndependentRecomputation.of(LocalDate.of(2017, 4, 1),
                LocalDate.of(2017, 7, 1));
        expected.values().removeIf(amount -> amount.signum() == 0);
        TreeMap<String, BigDecimal> earned = new TreeMap<>();
        query("""
                select p.name, sum(-e.amount_minor) from ledger.entry e
                join ledger.transfer t on t.id = e.transfer_id
                join participant.participant p on e.participant_id = p.id
                where t.kind = 'ACCRUAL' and t.period_id = '2017-Q2' and e.account_type = 'EARNED'
                group by p.name having sum(e.amount_minor) <> 0
                """, row -> earned.put(row.getString(1), BigDecimal.valueOf(row.getLong(2), 2)));
        assertThat(earned).isEqualTo(expected);
    }

    @Test
    void nothingIsThereTwice() throws SQLException {
        assertThat(number(
                "select count(*) from payout.batch where period_id = '2017-Q2' and state in ('RELEASED', 'PAID')"))
                .isOne();
        assertThat(number("select count(*) from payout.export_file f join payout.batch b on b.id = f.batch_id"
                + " where b.period_id = '2017-Q2'")).isOne();
        assertThat(number("select count(*) from (select participant_id from statement.statement"
                + " where period_id = '2017-Q2' group by participant_id having count(*) > 1) twice")).isZero();
        assertThat(number("select coalesce(sum(amount_minor), 0) from ledger.entry")).isZero();
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(String sql, Reader each) throws SQLException {
        try (Connection superuser = TestServer.superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }

    private static long number(String sql) throws SQLException {
        long[] found = new long[1];
        query(sql, row -> found[0] = row.getLong(1));
        return found[0];
    }

    private static int attain(String argument) throws IOException, InterruptedException {
        TreeMap<String, String> settings = new TreeMap<>();
        TestServer.register((name, value) -> settings.put(name, String.valueOf(value.get())));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx700m", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                AttainUnderTheAxe.class.getName(), "--spring.profiles.active=test", "--server.port=0",
                "--attain.demo.enabled=true", "--attain.demo.start-with-application=false",
                "--camunda.bpm.job-execution.enabled=true", "--camunda.bpm.job-execution.lock-time-in-millis=15000",
                argument));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(logs.resolve("attain.log").toFile()).start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("Attain ended within five minutes: " + lastLog()).isTrue();
        return process.exitValue();
    }

    private static String lastLog() {
        try {
            return Files.readString(logs.resolve("attain.log"));
        } catch (IOException e) {
            return "no log";
        }
    }
}
