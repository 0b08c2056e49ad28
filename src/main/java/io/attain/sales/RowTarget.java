package io.attain.sales;

import java.util.List;

/**
 * Port: where the rows of one kind of file go. Runs within the transaction of the import, each unit behind a savepoint.
 */
public interface RowTarget {

    FileKind kind();

    /** Rows with the same unit stand or fall together; by default each row is for itself. */
    default Object unit(SourceRow row) {
        return row.number();
    }

    /**
     * Takes the rows of one unit, in file order; their texts are free of control characters and formulas.
     *
     * @param batch  the import that they came in
     * @param source the system that the file comes from
     * @return what became of them, all alike
     * @throws io.attain.shared.Refused to reject the unit with a sentence
     */
    RowOutcome apply(ImportBatchId batch, String source, List<SourceRow> unit);

    /** All rows of the batch have been handed over. */
    default void finished(ImportBatchId batch) {}

    /** Whether the very file of the batch, coming once more, says nothing new. */
    default boolean standsFor(ImportBatchId batch) {
        return true;
    }
}
