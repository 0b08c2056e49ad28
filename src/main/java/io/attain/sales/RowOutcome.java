package io.attain.sales;

import java.util.List;

/** What became of a row. */
public sealed interface RowOutcome {

    /** Warnings and notices that go with the row. */
    List<RowProblem> problems();

    /** The row said something new. */
    record Added(List<RowProblem> problems) implements RowOutcome {}

    /** The row said something else than what was known. */
    record Changed(List<RowChange> changes, List<RowProblem> problems) implements RowOutcome {}

    /** The row said what was known. */
    record Unchanged(List<RowProblem> problems) implements RowOutcome {}

    /** The row cannot be taken. */
    record Rejected(List<RowProblem> problems) implements RowOutcome {}
}
