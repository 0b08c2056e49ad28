package io.attain.dispute;

import java.util.Optional;

import io.attain.shared.Money;

/**
 * A claim that no deal known to Attain belongs to, filed in the name of the current user: either about a deal that is
 * missing, as he names it, or about a line of his statement that no deal stands behind.
 */
public sealed interface ClaimWithoutDeal {

    /** Up to 1000 characters. */
    String reason();

    /** What the claimant expects to be paid more. */
    Optional<Money> expected();

    record Missing(NamedDeal deal, String reason, Optional<Money> expected) implements ClaimWithoutDeal {
        public Missing {
            reason = reason.strip();
        }
    }

    /** @param line the period and the number of the line, as {@code 2017-Q2/7} */
    record OfLine(String line, ClaimReason about, String reason, Optional<Money> expected) implements ClaimWithoutDeal {
        public OfLine {
            reason = reason.strip();
        }
    }
}
