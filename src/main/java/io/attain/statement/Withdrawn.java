package io.attain.statement;

import java.time.Instant;

import io.attain.calculation.RunId;

/**
 * A statement that was published and withdrawn when its period was reopened.
 *
 * @param run    the run it says the result of
 * @param reason why the period was reopened
 */
public record Withdrawn(RunId run, String reason, Instant at) {}
