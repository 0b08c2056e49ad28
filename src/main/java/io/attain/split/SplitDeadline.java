package io.attain.split;

import java.time.Instant;

/** The clock of a step: whoever is next is reminded at half time. */
public record SplitDeadline(SplitStep step, Instant startedAt, Instant halfTime, Instant due) {}
