package io.attain.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * A change that an endpoint has not taken.
 *
 * @param tries   how often it was tried
 * @param nextTry when it is tried next
 * @param deadAt  since when it is not tried any more
 */
public record Owed(long endpoint, String url, long seq, String kind, String subject, String became, int tries,
        Instant nextTry, Optional<Instant> deadAt, Optional<String> lastProblem) {}
