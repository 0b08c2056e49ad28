package io.attain.crediting;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.stereotype.Service;

import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.shared.DateRange;

/** Credits: written once, never edited. Which of them count follows from the events and split sets in force. */
@Service
public class Credits {

	/**
	 * Writes the credits that are missing for the events in force dated within the range, under the split sets in force.
	 * Idempotent.
	 *
	 * @return how many were written
	 */
	public int refresh(DateRange range) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Streams the credits in force of events dated within the range in canonical order (event date, source, external id,
	 * role, participant, id; texts by their bytes), within one transaction.
	 *
	 * @param participants only credits of these, or of everyone when empty
	 */
	public void current(DateRange range, Optional<Set<ParticipantId>> participants, Consumer<Credit> each) {
		throw new UnsupportedOperationException();
	}

	/** The credits in force of events dated within the range, collected, in canonical order. */
	public List<Credit> current(DateRange range, Optional<Set<ParticipantId>> participants) {
		throw new UnsupportedOperationException();
	}

	/** Every credit ever written for the event, in canonical order. */
	public List<Credit> ofEvent(EventKey event) {
		throw new UnsupportedOperationException();
	}

	/** The credits in force of the event, in canonical order. */
	public List<Credit> currentOf(EventKey event) {
		throw new UnsupportedOperationException();
	}

	/** The credits with these ids, in canonical order; those of frozen inputs. */
	public List<Credit> byId(Set<CreditId> ids) {
		throw new UnsupportedOperationException();
	}

	/**
	 * What the credits of an event would be under other shares. Nothing is written; the ids are 0 and the split version
	 * is one above that in force.
	 */
	public List<Credit> hypothetical(EventKey event, List<Share> shares) {
		throw new UnsupportedOperationException();
	}
}
