package io.attain.sales;

import java.util.List;

import io.attain.shared.Refused;

/** Rows that stand or fall together are refused; each problem names its row, counted from 1, and the field. */
public final class RowsRefused extends Refused {

    private static final long serialVersionUID = 1L;

    private final transient List<RowProblem> problems;

    public RowsRefused(List<RowProblem> problems) {
        super("form-rows", "Nothing was taken: " + problems.stream().map(RowProblem::row).distinct().count()
                + " of the rows cannot be, as their problems say.");
        this.problems = List.copyOf(problems);
    }

    public List<RowProblem> problems() {
        return problems;
    }
}
