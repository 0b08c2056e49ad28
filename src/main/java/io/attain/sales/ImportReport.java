package io.attain.sales;

import java.time.Instant;
import java.util.List;

/**
 * What an import did. {@code received = added + changed + unchanged + rejected}, always.
 *
 * @param seenBefore the very same file had been imported already and nothing has come after it: nothing was done, the
 *                   batch named is the earlier one
 * @param warned     rows that came in with a warning
 * @param repaired   rejected rows of this batch that have come in since by way of an alias or a replay
 * @param problems   the first 200; the rest by page
 * @param changes    the first 200
 */
public record ImportReport(ImportBatchId batchId, String source, String fileName, FileKind kind, State state,
		boolean seenBefore, int received, int added, int changed, int unchanged, int rejected, int warned, int repaired,
		String importedBy, Instant importedAt, List<RowProblem> problems, List<RowChange> changes) {

	/** Whether the batch counts. */
	public enum State {
		IMPORTED, UNDONE
	}

	/** Rejected rows still waiting for a remedy. */
	public int stillRejected() {
		return rejected - repaired;
	}

	/** Whether the file changed nothing. */
	public boolean nothingChanged() {
		return seenBefore || added == 0 && changed == 0;
	}
}
