package io.attain.calculation;

import org.springframework.stereotype.Service;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;

/** Why a number is what it is: the line is derived again from the run's frozen inputs, and must end at the same amount. */
@Service
public class Explanations {

	/** @throws io.attain.shared.Refused when there is no such line */
	public Explanation explain(RunId run, ParticipantId participant, int lineNo) {
		throw new UnsupportedOperationException();
	}

	/** The same for a line of {@link Runs#preview}. */
	public Explanation explainPreview(PeriodId period, ParticipantId participant, int lineNo) {
		throw new UnsupportedOperationException();
	}
}
