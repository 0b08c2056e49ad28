package io.attain.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The run: first all must agree line by line, then each is timed by JMH in a process of its own, then each streams the
 * workload in a process of its own and says what memory that took. Ends with an error when a line differs.
 */
public final class Benchmarks {

    private static final int W = EvaluatorBenchmark.TRANSACTIONS;

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2) {
            stream(arguments[0], Integer.parseInt(arguments[1]));
            return;
        }
        System.out.println("Load before: " + Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.println(agree(new Workload(W)));
        Map<String, Double> nanoseconds = time();
        System.out.println();
        double attain = nanoseconds.getOrDefault("attainEvaluates", Double.NaN);
        nanoseconds.forEach((name, time) -> System.out.printf(Locale.ROOT,
                "%-26s %8.1f ns per transaction, %6.1f x Attain's evaluation%n", name, time, time / attain));
        System.out.println();
        for (String contender : List.of("attain 1000000", "attain 4000000", "oracle 1000000", "drools 1000000")) {
            memory(contender.split(" "));
        }
        System.out.println("Load after: " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    /** @return a sentence with the digest of all lines */
    private static String agree(Workload workload) throws NoSuchAlgorithmException {
        Contender attain = contender("attain", workload);
        List<Contender> others = List.of(contender("oracle", workload), contender("drools", workload));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long count = 0;
        long sum = 0;
        for (Workload.Stream stream : workload.streams()) {
            long[] lines = attain.lines(stream);
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * stream.size());
            for (int i = 0; i < stream.size(); i++) {
                bytes.putLong(lines[i]);
                sum += lines[i];
            }
            digest.update(bytes.array());
            count += stream.size();
            for (Contender other : others) {
                long[] theirs = other.lines(stream);
                for (int i = 0; i < stream.size(); i++) {
                    if (theirs[i] != lines[i]) {
                        throw new IllegalStateException("participant %d, credit %d: Attain %d, %s %d"
                                .formatted(stream.participant(), i, lines[i], other, theirs[i]));
                    }
                }
            }
        }
        return "All agree on %,d lines of %,d transactions, together %,.2f; SHA-256 %s".formatted(count,
                workload.transactions(), sum / 100.0, HexFormat.of().formatHex(digest.digest()));
    }

    private static Contender contender(String name, Workload workload) {
        return switch (name) {
            case "attain" -> new AttainContender(workload);
            case "oracle" -> new OracleContender(workload);
            case "drools" -> new DroolsContender(workload);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Map<String, Double> time() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                .include(EvaluatorBenchmark.class.getName()).threads(1).verbosity(VerboseMode.NORMAL)
                .shouldFailOnError(true).build()).run();
        Map<String, Double> times = new LinkedHashMap<>();
        results.forEach(result -> times.put(result.getPrimaryResult().getLabel(),
                result.getPrimaryResult().getScore()));
        return times;
    }

    private static void memory(String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx2g",
                "-XX:-UseAdaptiveSizePolicy", "-cp", System.getProperty("java.class.path"),
                Benchmarks.class.getName()));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(said);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", what));
        }
    }

    /** Draws the sales pair by pair and forgets them, so that what stays is the contender's. */
    private static void stream(String name, int transactions) throws IOException {
        Workload workload = new Workload(transactions);
        Contender contender = contender(name, workload);
        long lines = 0;
        for (int pair = 0; pair < workload.pairs(); pair++) {
            for (Workload.Stream stream : workload.pair(pair)) {
                contender.lines(stream);
                lines += stream.size();
            }
        }
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM")).findFirst().orElse("");
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(Locale.ROOT,
                "%-8s streams %,d transactions, %,d lines: heap in use at the end %,d KiB, resident at most %s%n", name,
                transactions, lines, (runtime.totalMemory() - runtime.freeMemory()) / 1024,
                resident.replace("VmHWM:", "").strip());
        if (contender.hashCode() == 0) {
            throw new IllegalStateException("kept until here so that its memory is counted");
        }
    }
}
