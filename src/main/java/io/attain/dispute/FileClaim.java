package io.attain.dispute;

import java.util.List;
import java.util.Optional;

import io.attain.crediting.Share;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * A claim, filed in the name of the current user.
 *
 * @param proposed the whole split as the claimant wants it, totalling 100 percent; empty where other shares are not what
 *                 is wanted
 * @param reason   up to 1000 characters
 * @param line     the line of a statement the claim is about, as shown to the claimant
 * @param about    what kind of mistake it is
 * @param expected what the claimant expects to be paid more
 */
public record FileClaim(
        EventKey deal, ClaimKind kind, List<Share> proposed, String reason, Optional<String> line, ClaimReason about,
        Optional<Money> expected) {

    public FileClaim {
        proposed = List.copyOf(proposed);
        reason = reason.strip();
    }

    /** A claim about shares. */
    public FileClaim(EventKey deal, ClaimKind kind, List<Share> proposed, String reason, Optional<String> line) {
        this(deal, kind, proposed, reason, line, ClaimReason.WRONG_SPLIT, Optional.empty());
    }
}
