package io.attain.payout;

import java.time.Instant;

import io.attain.identity.UserId;

/**
 * A line that is not paid with its batch and comes back in the next one.
 *
 * @param reason what finance wrote, or the minimum it is below
 */
public record KeptBack(PayoutLine line, Kind kind, String reason, UserId keptBy, Instant keptAt) {

    /** The reason in both its forms, as it is signed. */
    public record Why(Kind kind, String reason) {}

    public Why why() {
        return new Why(kind, reason);
    }

    /** Why a line is kept back. */
    public enum Kind {
        /** Whoever signs sent this line back. */
        SENT_BACK,
        /** It is below the smallest payout of its currency. */
        BELOW_MINIMUM
    }
}
