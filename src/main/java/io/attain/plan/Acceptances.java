package io.attain.plan;

import java.util.List;

import org.springframework.stereotype.Service;

import io.attain.participant.ParticipantId;

/** Acceptances of published plan versions. Pay does not wait for them; statements say what is outstanding. */
@Service
public class Acceptances {

	/**
	 * Records that the current user accepts for the participant; repeated it changes nothing.
	 *
	 * @throws io.attain.shared.Refused when the version is not published or the participant is not in it
	 */
	public void accept(PlanVersionId version, ParticipantId participant) {
		throw new UnsupportedOperationException();
	}

	/** Everyone in the version, by participant, accepted or outstanding. */
	public List<Acceptance> of(PlanVersionId version) {
		throw new UnsupportedOperationException();
	}

	public boolean isAccepted(PlanVersionId version, ParticipantId participant) {
		throw new UnsupportedOperationException();
	}
}
