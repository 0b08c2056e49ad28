package io.attain.plan;

import java.util.List;

import org.springframework.stereotype.Service;

import io.attain.participant.ParticipantId;
import io.attain.participant.Recorded;
import io.attain.shared.DateRange;

/** Who is in which plan, and when. */
@Service
public class Assignments {

	/**
	 * Puts someone into a plan; one that begins on the same day as a known one changes its end.
	 *
	 * @throws io.attain.shared.Refused when it would overlap another assignment of theirs to the plan
	 */
	public Recorded assign(Assignment assignment) {
		throw new UnsupportedOperationException();
	}

	/** The assignments of a participant that meet the range, by plan and first day. */
	public List<Assignment> of(ParticipantId participant, DateRange range) {
		throw new UnsupportedOperationException();
	}

	/** The assignments to a plan that meet the range, by participant and first day. */
	public List<Assignment> of(PlanId plan, DateRange range) {
		throw new UnsupportedOperationException();
	}

	/** All assignments that meet the range, by participant, plan and first day. */
	public List<Assignment> all(DateRange range) {
		throw new UnsupportedOperationException();
	}
}
