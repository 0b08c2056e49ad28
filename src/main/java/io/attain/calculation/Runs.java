package io.attain.calculation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Service;

import io.attain.crediting.Share;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/** Runs of the calculator over frozen inputs, and previews over inputs as they stand. */
@Service
public class Runs {

	/**
	 * Brings the credits of the period up to date, freezes all inputs and cuts the participants into chunks.
	 *
	 * @throws io.attain.shared.Refused when the period is locked or paid
	 */
	public Run freeze(PeriodId period, RunKind kind) {
		throw new UnsupportedOperationException();
	}

	/** How many chunks there are, numbered from 0. */
	public int chunkCount(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** Calculates one chunk in one transaction. Repeated it writes the same lines again; once the run is calculated, nothing. */
	public void calculateChunk(RunId run, int chunk) {
		throw new UnsupportedOperationException();
	}

	/** Runs and stores the reconciliation checks; all chunks must be calculated. */
	public List<Check> reconcile(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** The checks as stored by the last reconciliation. */
	public List<Check> checks(RunId run) {
		throw new UnsupportedOperationException();
	}

	/**
	 * FROZEN → CALCULATED: digest and totals are stored and the lines never change again. Repeated it changes nothing.
	 *
	 * @throws io.attain.shared.Refused when a chunk is missing or a check failed
	 */
	public Run finish(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** Freeze, all chunks, reconcile and finish in one go, for a dry run. */
	public Run dryRun(PeriodId period) {
		throw new UnsupportedOperationException();
	}

	/** @throws io.attain.shared.Refused when there is no such run */
	public Run get(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** The runs of a period, the latest first. */
	public List<Run> ofPeriod(PeriodId period) {
		throw new UnsupportedOperationException();
	}

	/** The run the period was closed by, else the latest close run that was not discarded. */
	public Optional<Run> current(PeriodId period) {
		throw new UnsupportedOperationException();
	}

	/** Those who could not be computed, by participant. */
	public List<ParkedParticipant> parked(RunId run) {
		throw new UnsupportedOperationException();
	}

	/**
	 * CALCULATED → ACCEPTED; repeated it changes nothing.
	 *
	 * @throws io.attain.shared.Refused when it is a dry run, not calculated, has parked participants, or another run of
	 *                                  the period was accepted
	 */
	public void accept(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** Gives a run up; repeated it changes nothing. */
	public void discard(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** Everyone in the run, by participant. */
	public List<ParticipantId> participants(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** What the run says of one participant; none who is not in it. */
	public Optional<ParticipantResult> resultOf(RunId run, ParticipantId participant) {
		throw new UnsupportedOperationException();
	}

	/** The lines of a participant, by number. */
	public List<ResultLine> linesOf(RunId run, ParticipantId participant) {
		throw new UnsupportedOperationException();
	}

	/** Σ lines of everyone in the run, zero and parked included, ordered by participant. */
	public Map<ParticipantId, Money> totals(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** Σ lines by direct manager as of the last day of the period, for those who have one. */
	public Map<ParticipantId, Money> teamTotals(RunId run) {
		throw new UnsupportedOperationException();
	}

	/** What these participants have earned so far in the period. */
	public Preview preview(PeriodId period, Set<ParticipantId> participants) {
		throw new UnsupportedOperationException();
	}

	/** What these participants would have earned so far if a deal were split in this way. */
	public Preview previewWith(PeriodId period, Set<ParticipantId> participants, EventKey event, List<Share> shares) {
		throw new UnsupportedOperationException();
	}
}
