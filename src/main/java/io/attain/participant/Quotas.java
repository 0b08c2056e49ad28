package io.attain.participant;

import java.util.List;

import org.springframework.stereotype.Service;

import io.attain.shared.DateRange;

/** Quotas of participants. */
@Service
public class Quotas {

	/** The quotas of a participant whose windows meet the range, by measure and first day. */
	public List<Quota> of(ParticipantId participant, DateRange range) {
		throw new UnsupportedOperationException();
	}

	/** All quotas whose windows meet the range, by participant, measure and first day. */
	public List<Quota> all(DateRange range) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Sets the target of a measure over a window.
	 *
	 * @throws io.attain.shared.Refused when the window overlaps another quota of the measure, or a locked period
	 */
	public Recorded put(Quota quota) {
		throw new UnsupportedOperationException();
	}
}
