package io.attain.participant;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Service;

import io.attain.identity.UserId;

/** The people who can be paid. */
@Service
public class Participants {

	/** @throws io.attain.shared.Refused when there is no such participant */
	public Participant get(ParticipantId id) {
		throw new UnsupportedOperationException();
	}

	/** The participant with this id. */
	public Optional<Participant> find(ParticipantId id) {
		throw new UnsupportedOperationException();
	}

	/** The participant with exactly this name, or known under it by alias. */
	public Optional<Participant> byName(String nameOrAlias) {
		throw new UnsupportedOperationException();
	}

	/** The participant who signs in as this user. */
	public Optional<Participant> byUser(UserId user) {
		throw new UnsupportedOperationException();
	}

	/** Everyone, by name. */
	public List<Participant> all() {
		throw new UnsupportedOperationException();
	}

	/** Participants whose name contains the text, whatever its case, by name; at most 50. */
	public List<Participant> search(String text) {
		throw new UnsupportedOperationException();
	}

	/** The positions of a participant, earliest first. */
	public List<Position> positions(ParticipantId id) {
		throw new UnsupportedOperationException();
	}

	/** The position held on a day. */
	public Optional<Position> positionOf(ParticipantId id, LocalDate date) {
		throw new UnsupportedOperationException();
	}
}
