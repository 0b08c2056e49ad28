package io.attain.payout;

import io.attain.participant.ParticipantId;

/**
 * One payment's outcome as somebody reports it.
 *
 * @param cause why it came back; may be empty on a confirmation
 */
public record OutcomeReport(ParticipantId participant, Outcome.Kind kind, String cause) {

    public OutcomeReport {
        cause = cause.strip();
    }
}
