package io.attain.sales;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.stereotype.Service;

import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;
import io.attain.shared.Page;

/** Deals and the sales events they make. */
@Service
public class Deals {

	/** @throws io.attain.shared.Refused when there is no such deal */
	public Deal get(EventKey key) {
		throw new UnsupportedOperationException();
	}

	/** The deal as its latest revision says. */
	public Optional<Deal> find(EventKey key) {
		throw new UnsupportedOperationException();
	}

	/** Every observation of the deal, the latest first. */
	public List<DealRevision> history(EventKey key) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Deals whose id, account or product contains the text, the latest close first.
	 *
	 * @param sellers only deals of these, or of anyone when empty
	 * @param page    counted from 0; 50 deals a page
	 */
	public Page<Deal> search(String text, Optional<Set<ParticipantId>> sellers, int page) {
		throw new UnsupportedOperationException();
	}

	/** Deals of these sellers closed within the range, by close date and id. */
	public List<Deal> ofSellers(Set<ParticipantId> sellers, DateRange range) {
		throw new UnsupportedOperationException();
	}

	/** The sales event a deal currently makes: none unless it is won and its period may still count it. */
	public Optional<SalesEvent> eventOf(EventKey key) {
		throw new UnsupportedOperationException();
	}

	/** Streams the current sales events dated within the range in canonical order, within a transaction. */
	public void eventsOf(DateRange range, Consumer<SalesEvent> each) {
		throw new UnsupportedOperationException();
	}
}
