package io.attain.dispute;

import java.time.Instant;

/**
 * A running clock.
 *
 * @param startedAt when it started, or went on after information was given
 * @param halfTime  when whoever is next is reminded
 * @param due       when the step is over: the decision is taken without an answer, or passes to the next level
 */
public record Deadline(Step step, Instant startedAt, Instant halfTime, Instant due) {}
