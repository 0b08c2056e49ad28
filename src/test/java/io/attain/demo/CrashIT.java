package io.attain.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attain, or PostgreSQL, is killed by SIGKILL at seeded moments of an import, a close, a release and its exports, and
 * goes on. At the end every figure is as in an undisturbed run, and nothing is there twice. With {@code -Pcrash} there
 * are more moments, and what was measured is written down (see docs/crash-tests.md).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {

    private static final int MOMENTS = Integer.getInteger("attain.crash.moments", 8);
    private static final long SEED = Long.getLong("attain.crash.seed", 20170401L);
    private static final int KILLED = 137;
    private static final String SERVER = "PostgreSQL";

    /** The blows of one life, one after the other; every fourth is for PostgreSQL. */
    private static final List<Phase> LIFE = List.of(Phase.IMPORT, Phase.CLOSE, Phase.CLOSE, Phase.CLOSE, Phase.CLOSE,
            Phase.RELEASE, Phase.RELEASE, Phase.EXPORT);

    @TempDir
    private static Path folder;

    private static DurablePostgres postgres;
    private static AttainProcess attain;
    private static String undisturbed = "";
    private static final Map<Phase, Integer> MOMENTS_OF = new EnumMap<>(Phase.class);

    /** A blow as it fell. */
    private record Fallen(int life, String victim, Phase phase, int at, String where) {

        Fallen at(String place) {
            return new Fallen(life, victim, phase, at, place);
        }

        /** As the axe reads it. */
        String told(int number) {
            return "%d:%s:%d%s".formatted(number, phase, at, victim.equals(SERVER) ? ":server" : "");
        }

        String row(int number) {
            return "| %d | %d | %s | %s | %d | `%s` |".formatted(number, life, victim,
                    phase.name().toLowerCase(Locale.ROOT), at, where);
        }
    }

    @BeforeAll
    static void anUndisturbedRun() throws Exception {
        postgres = new DurablePostgres(folder);
        attain = new AttainProcess(folder, postgres);
        assertThat(attain.run("attain", "--role=seed")).as(attain::log).isZero();
        postgres.copy("attain", "undisturbed");
        assertThat(attain.run("undisturbed")).as(attain::log).isZero();
        undisturbed = Outcome.of(postgres, "undisturbed");
        for (String counted : attain.said("MOMENTS ").getLast().split(" ")) {
            MOMENTS_OF.put(Phase.valueOf(counted.substring(0, counted.indexOf('='))),
                    Integer.parseInt(counted.substring(counted.indexOf('=') + 1)));
        }
        assertThat(MOMENTS_OF.values()).as("every phase has moments").hasSize(Phase.values().length)
                .allMatch(count -> count > 1);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    @Order(1)
    void theUndisturbedRunSaysWhatTheIndependentRecomputationSays() throws SQLException {
        TreeMap<String, BigDecimal> expected = IndependentRecomputation.of(LocalDate.of(2017, 4, 1),
                LocalDate.of(2017, 7, 1));
        expected.values().removeIf(amount -> amount.signum() == 0);
        TreeMap<String, BigDecimal> earned = new TreeMap<>();
        postgres.query("undisturbed", """
                select p.name, sum(-e.amount_minor) from ledger.entry e
                join ledger.transfer t on t.id = e.transfer_id
                join participant.participant p on e.participant_id = p.id
                where t.kind = 'ACCRUAL' and t.period_id = '2017-Q2' and e.account_type = 'EARNED'
                group by p.name having sum(e.amount_minor) <> 0
                """, row -> earned.put(row.getString(1), BigDecimal.valueOf(row.getLong(2), 2)));
        assertThat(earned).isEqualTo(expected);
        assertThat(undisturbed).contains("PAYROLL", "JOURNAL", "WORKBOOK", "STATEMENTS", "evidence.written");
    }

    @Test
    @Order(3)
    void killedAtAnyMomentTheNextProcessFinishesAndAllIsAsIfNothingHadHappened() throws Exception {
        Random random = new Random(SEED);
        List<Fallen> fallen = new ArrayList<>();
        long began = System.nanoTime();
        int lives = 0;
        while (fallen.size() < MOMENTS) {
            lives++;
            String database = "life" + lives;
            postgres.copy("attain", database);
            live(lives, database, random, fallen);
            assertThat(Outcome.of(postgres, database)).as("life %d after %s", lives, fallen).isEqualTo(undisturbed);
            postgres.drop(database);
            writeDown(fallen, lives, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Blow after blow until the work is done; a blow whose moment does not come any more is left out. */
    private static void live(int life, String database, Random random, List<Fallen> fallen) throws Exception {
        List<Fallen> blows = new ArrayList<>();
        for (Phase phase : LIFE.subList(0, Math.min(LIFE.size(), MOMENTS - fallen.size()))) {
            // Who was struck in a phase before finds less left to do in it.
            int at = 1 + random.nextInt(Math.max(1, MOMENTS_OF.get(phase) / 3));
            blows.add(new Fallen(life, blows.size() % 4 == 3 ? SERVER : "Attain", phase, at, ""));
        }
        int next = 0;
        int code;
        do {
            code = attain.run(database, "--axe.server-id=" + postgres.processId(),
                    "--axe.blows="
                            + IntStream.range(next, blows.size()).mapToObj(number -> blows.get(number).told(number))
                                    .collect(Collectors.joining(",")));
            List<String> struck = attain.said("STRUCK ");
            for (String blow : struck) {
                int number = Integer.parseInt(blow.substring(0, blow.indexOf(' ')));
                fallen.add(blows.get(number).at(blow.substring(blow.indexOf(' ') + 1)));
                next = number + 1;
            }
            boolean killed = !struck.isEmpty() && blows.get(next - 1).victim().equals("Attain");
            assertThat(code).as(attain::log).isEqualTo(killed ? KILLED : 0);
        } while (code != 0);
    }

    @Test
    @Order(2)
    void twoNodesShareACloseAndWhenOneIsKilledTheOtherFinishesIt() throws Exception {
        postgres.copy("attain", "nodes");
        Path workersLog = folder.resolve("worker.log");
        Process worker = attain.start("nodes", workersLog, "--role=worker", "--axe.chunk=1");
        try {
            long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (!Files.readString(workersLog).contains("WORKING")) {
                assertThat(System.nanoTime()).as("the second node is up").isLessThan(deadline);
                Thread.sleep(200);
            }
            // One job at a time and slowly, so that there is work left for the other node.
            assertThat(attain.run("nodes", "--axe.pause-after-chunk=3000",
                    "--camunda.bpm.job-execution.max-jobs-per-acquisition=1",
                    "--camunda.bpm.job-execution.core-pool-size=1", "--camunda.bpm.job-execution.max-pool-size=1",
                    "--camunda.bpm.job-execution.queue-capacity=1"))
                    .as(attain::log).isZero();
            assertThat(worker.waitFor(1, TimeUnit.MINUTES))
                    .as("the second node took its part and was killed: %s", Files.readString(workersLog)).isTrue();
        } finally {
            worker.destroyForcibly();
        }
        assertThat(worker.exitValue()).isEqualTo(KILLED);
        assertThat(Files.readString(workersLog)).contains("STRUCK in chunk");
        assertThat(attain.said("Close of 2017-Q2: Calculating")).as("the first node calculated too").isNotEmpty();
        assertThat(Outcome.of(postgres, "nodes")).isEqualTo(undisturbed);
    }

    private static void writeDown(List<Fallen> fallen, int lives, Duration took) throws IOException {
        List<String> rows = new ArrayList<>();
        fallen.forEach(blow -> rows.add(blow.row(rows.size() + 1)));
        Files.writeString(Path.of("target", "crash-tests.md"), """
                Seed %d: %d moments in %d lives, %d s. Moments in an undisturbed run: %s.
                After every life, ledger, statements, runs, files, imports and audit trail were as in the undisturbed run.

                | # | life | killed | while | moment | at |
                |---|---|---|---|---|---|
                %s
                """.formatted(SEED, fallen.size(), lives, took.toSeconds(), MOMENTS_OF, String.join("\n", rows)));
    }
}
