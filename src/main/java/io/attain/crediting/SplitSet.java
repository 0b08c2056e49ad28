package io.attain.crediting;

import java.time.Instant;
import java.util.List;

import io.attain.sales.EventKey;

/**
 * Who shares one deal, as agreed at one time. The shares total exactly 100 percent.
 *
 * @param version 1 for the first agreement; 0 is the seller alone
 * @param cause   why this version came to be: a file, a dispute
 */
public record SplitSet(EventKey event, int version, List<Share> shares, String cause, String recordedBy,
		Instant recordedAt) {

	public SplitSet {
		shares = List.copyOf(shares);
	}
}
