package io.attain.plan;

import java.time.Instant;
import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;

/**
 * Whether someone in a plan has accepted a version of it.
 *
 * @param acceptedBy the user who accepted, empty while it is outstanding
 */
public record Acceptance(PlanVersionId version, ParticipantId participant, Optional<UserId> acceptedBy,
        Optional<Instant> acceptedAt) {

    public boolean isOutstanding() {
        return acceptedAt.isEmpty();
    }
}
