package io.attain.workflow.close;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.attain.calculation.RunProgress;

/**
 * How far a close has come, as any node reads it from the database.
 *
 * @param participants      of the run under way; 0 before the freeze
 * @param participantsDone  those calculated so far
 * @param remaining         about how long the calculation still takes, at the pace so far; empty when it cannot be told
 */
public record CloseProgress(CloseStep step, int round, int participants, int participantsDone,
        Optional<Duration> remaining) {

    static CloseProgress of(CloseStep step, int round, Optional<RunProgress> run, Instant now) {
        return new CloseProgress(step, round, run.map(RunProgress::participants).orElse(0),
                run.map(RunProgress::done).orElse(0),
                step == CloseStep.CALCULATING ? run.flatMap(known -> remaining(known, now)) : Optional.empty());
    }

    /** What is left takes as long as what is done took, in proportion; rounded up to a second. */
    static Optional<Duration> remaining(RunProgress run, Instant now) {
        int left = run.participants() - run.done();
        if (run.done() == 0 || left <= 0) {
            return Optional.empty();
        }
        long millis = Math.max(0, Duration.between(run.startedAt(), now).toMillis());
        long needed = Math.ceilDiv(millis * left, (long) run.done());
        return Optional.of(Duration.ofSeconds(Math.ceilDiv(needed, 1000L)));
    }

    /** Whether the close goes on by itself, without waiting for a person. */
    public boolean moving() {
        return step.movesByItself();
    }

    /** In one sentence, for the log and for people. */
    public String inWords() {
        if (step != CloseStep.CALCULATING) {
            return step.label();
        }
        return "%s: %d of %d participants%s".formatted(step.label(), participantsDone, participants,
                remaining.map(left -> ", about %s left".formatted(inWords(left))).orElse(""));
    }

    private static String inWords(Duration left) {
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }
}
