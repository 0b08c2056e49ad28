package io.attain.dispute;

import java.util.List;
import java.util.Optional;

import io.attain.crediting.Share;
import io.attain.sales.EventKey;

/**
 * A claim, filed in the name of the current user.
 *
 * @param proposed the whole split as the claimant wants it, totalling 100 percent
 * @param reason   up to 1000 characters
 * @param line     the line of a statement the claim is about, as shown to the claimant
 */
public record FileClaim(
        EventKey deal, ClaimKind kind, List<Share> proposed, String reason, Optional<String> line) {

    public FileClaim {
        proposed = List.copyOf(proposed);
        reason = reason.strip();
    }
}
