package io.attain.split;

import java.util.List;

import io.attain.crediting.Share;
import io.attain.sales.EventKey;

/**
 * A proposal to share an open deal.
 *
 * @param shares totalling 100 percent
 * @param note   why, up to 1000 characters; everyone asked reads it
 */
public record ProposeShares(EventKey deal, List<Share> shares, String note) {

    public ProposeShares {
        shares = List.copyOf(shares);
        note = note.strip();
    }
}
