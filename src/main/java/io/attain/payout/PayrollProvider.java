package io.attain.payout;

import java.time.Instant;

import io.attain.identity.UserId;

/**
 * A payroll provider with the mapping in force.
 *
 * @param version from 1; each saving is the next one
 * @param savedBy {@code system} for what the product came with
 */
public record PayrollProvider(String id, String name, int version, PayrollMapping mapping, UserId savedBy,
        Instant savedAt) {

    /** The provider of every legal entity that names no other. */
    public static final String STANDARD = "standard";
}
