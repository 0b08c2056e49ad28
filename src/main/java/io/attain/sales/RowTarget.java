package io.attain.sales;

import java.util.List;

/** Port: where the rows of one kind of file go. Runs within the transaction of the import. */
public interface RowTarget {

	FileKind kind();

	/**
	 * Takes rows of a file that are already free of malformed text, in file order.
	 *
	 * @return what became of each row, in the order given
	 */
	List<RowOutcome> apply(String source, List<SourceRow> rows);
}
