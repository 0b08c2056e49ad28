package io.attain.dispute;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.attain.crediting.Share;
import io.attain.identity.UserId;

/**
 * What somebody did on the way to a resolution.
 *
 * @param outcome what it came to, for a ruling the state it leads to
 * @param shares  the whole split that a ruling puts in force
 */
public record Act(int round, Kind kind, String outcome, Optional<List<Share>> shares, String reason, UserId by,
        Instant at) {

    /** The step it was done in. */
    public enum Kind {
        TRIAGE, RULING, REVIEW, APPROVAL, APPEAL, REOPENING,
        /** Both sides want the same, and the tables let them settle it. */
        AGREEMENT;

        /** Whether who did it has dealt with the dispute, and decides no appeal. */
        public boolean isOfOffice() {
            return this != APPEAL && this != REOPENING && this != AGREEMENT;
        }
    }

    /** Whether two rulings come to the same. */
    boolean saysTheSame(Act other) {
        return outcome.equals(other.outcome) && (shares.isEmpty()
                ? other.shares.isEmpty()
                : other.shares.filter(theirs -> Shares.same(theirs, shares.get())).isPresent());
    }
}
