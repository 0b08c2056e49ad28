package io.attain.readiness;

import java.time.Instant;

import io.attain.identity.UserId;

/**
 * Someone takes it upon himself that a finding may stand.
 *
 * @param sentence what was found, as it was shown
 */
public record Waiver(String rule, String subject, String sentence, String reason, UserId by, Instant at) {}
