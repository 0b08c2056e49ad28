package io.attain.dispute;

import java.util.List;

import io.attain.crediting.Share;

/** What the decider makes of a claim. */
public sealed interface Decision {

    /** The split becomes what the claimant proposed. */
    record Uphold() implements Decision {}

    /**
     * The split becomes another one.
     *
     * @param shares the whole split, totalling 100 percent
     */
    record Partly(List<Share> shares) implements Decision {
        public Partly {
            shares = List.copyOf(shares);
        }
    }

    /** Nothing changes. */
    record Deny() implements Decision {}
}
