package io.attain.webhook;

import java.time.Instant;
import java.util.Optional;

import io.attain.identity.UserId;

/**
 * Whom changes are told to.
 *
 * @param owed how many changes wait to be told
 * @param dead how many could not be told, and are not tried any more
 */
public record Endpoint(long id, String url, UserId registeredBy, Instant registeredAt, Optional<Instant> stoppedAt,
        int owed, int dead) {}
