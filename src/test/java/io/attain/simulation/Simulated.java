package io.attain.simulation;

import java.util.ArrayList;
import java.util.List;

import io.attain.simulation.Outcome.PersonOutcome;

/** Simulates a request and says what came of it in a few words. */
final class Simulated {

    private Simulated() {}

    static Outcome outcome(String request) {
        return Simulation.run(ScenarioReader.read(request, PlanSource.NONE), 1);
    }

    /** From which day, who, Σ lines, paid. */
    static List<String> paid(String request) {
        List<String> lines = new ArrayList<>();
        outcome(request).periods().forEach(period -> period.people().forEach(person -> lines.add(
                "%s %s %s %s%s".formatted(period.days().from(), person.participant(), person.total().toDecimal(),
                        person.paid().toDecimal(), person.problem().map(problem -> " " + problem).orElse("")))));
        return lines;
    }

    /** Σ lines, of every participant in every period. */
    static List<String> totals(String request) {
        List<String> totals = new ArrayList<>();
        outcome(request).periods().forEach(period -> period.people().forEach(person -> totals.add(
                person.problem().orElseGet(() -> person.total().toDecimal().toPlainString()))));
        return totals;
    }

    /** The amounts of all lines of the first participant, in order. */
    static List<String> lines(String request) {
        return people(request).getFirst().lines().stream().map(line -> line.amount().toDecimal().toPlainString())
                .toList();
    }

    static List<PersonOutcome> people(String request) {
        return outcome(request).periods().getFirst().people();
    }
}
