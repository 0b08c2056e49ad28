package io.attain.calculation;

import java.time.Instant;

/**
 * How far a run has come.
 *
 * @param participants everyone in it
 * @param done         those calculated or found impossible to calculate
 */
public record RunProgress(Instant startedAt, int participants, int done) {}
