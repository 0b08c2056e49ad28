package io.attain.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attain.shared.Finding;
import io.attain.shared.Refused;

/**
 * The command line: reads a scenario from a file, or from standard input for {@code -}, and writes what comes of it. No
 * server and no database takes part. Ends with 0, with 1 when the scenario is refused, with 2 when the call is wrong or
 * a file cannot be read or written.
 */
public final class Simulate {

    private static final String USAGE = "simulate SCENARIO.json [--explain] [--output RESULT.json] [--threads N]";

    private record Call(Path scenario, boolean explain, Optional<Path> output, int threads) {}

    private Simulate() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.in, System.out, System.err));
    }

    /** The exit code. */
    public static int run(List<String> args, InputStream in, PrintStream out, PrintStream errors) {
        Optional<Call> call = call(args);
        if (call.isEmpty()) {
            errors.println(USAGE);
            return 2;
        }
        try {
            Scenario scenario = read(call.get(), in);
            Outcome written = Simulation.run(call.get().explain() ? scenario.explained() : scenario,
                    call.get().threads());
            if (call.get().output().isPresent()) {
                try (OutputStream file = Files.newOutputStream(call.get().output().get())) {
                    OutcomeJson.write(written, file);
                }
            } else {
                OutcomeJson.write(written, out);
                out.println();
            }
            return 0;
        } catch (ScenarioRefused refused) {
            for (Finding finding : refused.findings()) {
                errors.println("%s: %s %s".formatted(finding.path().isEmpty() ? "/" : finding.path(),
                        finding.sentence(), finding.remedy()));
            }
            return 1;
        } catch (Refused refused) {
            errors.println(refused.sentence());
            return 1;
        } catch (IOException unreadable) {
            errors.println("Cannot read or write: " + unreadable.getMessage());
            return 2;
        }
    }

    private static Scenario read(Call call, InputStream in) throws IOException {
        if (call.scenario().toString().equals("-")) {
            return ScenarioReader.read(in, PlanSource.NONE);
        }
        try (InputStream file = Files.newInputStream(call.scenario())) {
            return ScenarioReader.read(file, PlanSource.NONE);
        }
    }

    private static Optional<Call> call(List<String> args) {
        List<String> files = new ArrayList<>();
        boolean explain = false;
        Optional<Path> output = Optional.empty();
        int threads = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < args.size(); i++) {
            boolean last = i + 1 == args.size();
            switch (args.get(i)) {
                case "--explain" -> explain = true;
                case "--output" -> {
                    if (last) {
                        return Optional.empty();
                    }
                    output = Optional.of(Path.of(args.get(++i)));
                }
                case "--threads" -> {
                    if (last || !args.get(i + 1).matches("[1-9][0-9]?")) {
                        return Optional.empty();
                    }
                    threads = Integer.parseInt(args.get(++i));
                }
                default -> files.add(args.get(i));
            }
        }
        return files.size() == 1 && (files.getFirst().equals("-") || !files.getFirst().startsWith("-"))
                ? Optional.of(new Call(Path.of(files.getFirst()), explain, output, threads))
                : Optional.empty();
    }
}
