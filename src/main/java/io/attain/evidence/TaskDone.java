package io.attain.evidence;

import java.time.Instant;
import java.util.Optional;

import io.attain.identity.UserId;

/**
 * A task of the close as a person did it.
 *
 * @param actedFor who was away and whom that person stood in for
 */
public record TaskDone(String process, String task, String part, int round, UserId by, Optional<UserId> actedFor,
        String outcome, Optional<String> reason, Instant appearedAt, Instant decidedAt) {}
