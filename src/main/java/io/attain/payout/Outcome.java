package io.attain.payout;

import java.time.Instant;

import io.attain.identity.UserId;
import io.attain.participant.ParticipantId;

/**
 * What became of a payment.
 *
 * @param cause  why it came back, up to 500 characters; may be empty on a confirmation
 * @param source the file that said so, or {@code by hand}
 */
public record Outcome(PayoutBatchId batch, ParticipantId participant, Kind kind, String cause, String source,
        UserId recordedBy, Instant recordedAt) {

    /** The two ends of a payment. */
    public enum Kind {
        CONFIRMED, BOUNCED
    }
}
