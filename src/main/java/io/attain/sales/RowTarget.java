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
     * @return what became of them, all alike
     * @throws io.attain.shared.Refused to reject the unit with a sentence
     */
    RowOutcome apply(String source, List<SourceRow> unit);
}
