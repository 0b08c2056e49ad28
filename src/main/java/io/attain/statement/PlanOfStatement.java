package io.attain.statement;

import java.time.Instant;
import java.util.Optional;

import io.attain.plan.PlanVersionId;

/**
 * A plan version a participant was under in the period of a statement.
 *
 * @param acceptedAt when the participant accepted it; pay does not wait for it, the statement says so
 */
public record PlanOfStatement(PlanVersionId version, String planName, Optional<Instant> acceptedAt) {

    public boolean isAccepted() {
        return acceptedAt.isPresent();
    }
}
