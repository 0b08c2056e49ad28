package io.attain.sales;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an import did. {@code received = added + changed + unchanged + rejected}, always.
 *
 * @param replays    the batch whose rejected rows this one tried again, if it did not read a file itself
 * @param seenBefore the very same file had been imported already and nothing has come after it: nothing was done, the
 *                   batch named is the earlier one
 * @param warned     rows that came in with a warning
 * @param repaired   rejected rows that have come in since, by an alias, a replay or a corrected file
 * @param importedBy the id of the user, or {@code system}
 * @param problems   the first 200, rejected rows first; the rest by page
 * @param changes    the first 200; the rest by page
 */
public record ImportReport(ImportBatchId batchId, String source, String fileName, FileKind kind,
        Optional<ImportBatchId> replays, State state, boolean seenBefore, int received, int added, int changed,
        int unchanged, int rejected, int warned, int repaired, String importedBy, Instant importedAt,
        List<RowProblem> problems, List<RowChange> changes) {

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
        return seenBefore || (added == 0 && changed == 0);
    }

    /** The answer to the same file coming once more: nothing was added or changed, what is still rejected still is. */
    ImportReport seenAgain() {
        return new ImportReport(batchId, source, fileName, kind, replays, state, true, received, 0, 0,
                received - stillRejected(), stillRejected(), warned, 0, importedBy, importedAt, problems, changes);
    }
}
