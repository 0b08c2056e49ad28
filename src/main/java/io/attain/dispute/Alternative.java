package io.attain.dispute;

import java.util.List;
import java.util.Optional;

import io.attain.crediting.Share;

/**
 * One split on the table and what it comes to for everyone whose pay it moves, against the split in force.
 *
 * @param proposedBy   who proposed it; empty for one that is only tried out
 * @param consequences by participant id; somebody whose pay stays as it is appears only with a share in it or now
 */
public record Alternative(Optional<String> proposedBy, List<Share> shares, List<Consequence> consequences) {

    public Alternative {
        shares = List.copyOf(shares);
        consequences = List.copyOf(consequences);
    }
}
