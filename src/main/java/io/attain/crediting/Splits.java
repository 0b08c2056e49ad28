package io.attain.crediting;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Service;

import io.attain.sales.EventKey;

/** Agreements on shares of deals. */
@Service
public class Splits {

	/** The version in force; none when the seller has the deal alone. */
	public Optional<SplitSet> of(EventKey event) {
		throw new UnsupportedOperationException();
	}

	/** The shares in force: those of the split, or the seller with 100 percent. */
	public List<Share> sharesOf(EventKey event) {
		throw new UnsupportedOperationException();
	}

	/** All versions, the latest first. */
	public List<SplitSet> history(EventKey event) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Records a new version; the same shares as in force change nothing.
	 *
	 * @throws io.attain.shared.Refused when the shares do not total exactly 100 percent, name someone twice or nobody,
	 *                                  the deal is unknown, or its period is closed
	 */
	public SplitSet put(EventKey event, List<Share> shares, String cause) {
		throw new UnsupportedOperationException();
	}
}
