package io.attain.audit;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the trail.
 *
 * @param number  from 1, without gaps
 * @param actor   the user id, or {@code system}
 * @param action  what happened, as {@code noun.participle}
 * @param subject what it happened to
 * @param facts   ids, amounts and digests; no personal data beyond ids
 */
public record AuditEntry(long number, Instant at, String actor, String action, String subject,
        Map<String, Object> facts) {}
