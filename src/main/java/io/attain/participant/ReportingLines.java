package io.attain.participant;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Service;

/** Who reports to whom, as of a day. Lines of one participant never overlap and never form a circle. */
@Service
public class ReportingLines {

	/** The direct manager on that day. */
	public Optional<ParticipantId> managerOf(ParticipantId id, LocalDate date) {
		throw new UnsupportedOperationException();
	}

	/** Those who report to this manager directly on that day, by id. */
	public List<ParticipantId> directReports(ParticipantId manager, LocalDate date) {
		throw new UnsupportedOperationException();
	}

	/** Everyone below this manager on that day, through any number of levels; without the manager. */
	public Set<ParticipantId> everyoneBelow(ParticipantId manager, LocalDate date) {
		throw new UnsupportedOperationException();
	}

	/** Whether the manager is above the participant on that day. Nobody is above himself. */
	public boolean isAbove(ParticipantId manager, ParticipantId participant, LocalDate date) {
		throw new UnsupportedOperationException();
	}

	/** The line upward from a participant on that day, the direct manager first. */
	public List<ParticipantId> line(ParticipantId participant, LocalDate date) {
		throw new UnsupportedOperationException();
	}

	/** Everyone with at least one direct report on that day, by id. */
	public List<ParticipantId> managers(LocalDate date) {
		throw new UnsupportedOperationException();
	}
}
