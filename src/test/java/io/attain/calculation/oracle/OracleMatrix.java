package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.attain.plan.language.Component;
import io.attain.plan.language.Matrix;

/** One cell, from two figures. */
record OracleMatrix(Matrix matrix) implements OraclePay {

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        Optional<Integer> row = reached(matrix.rows(), figures);
        Optional<Integer> column = reached(matrix.columns(), figures);
        BigDecimal cell = row.isEmpty() || column.isEmpty()
                ? BigDecimal.ZERO
                : matrix.cells().get(row.get()).get(column.get()).value();
        return switch (matrix.pays()) {
            case RATE -> OraclePay.each(counted, one -> one.units().multiply(cell));
            case AMOUNT -> Awards.lump(cell);
            case TARGET_SHARE -> Awards.lump(cell.multiply(figures.number("target").orElse(BigDecimal.ZERO)));
        };
    }

    private static Optional<Integer> reached(Matrix.Axis axis, OracleFigures figures) {
        Optional<BigDecimal> value = figures.value(axis.by());
        Optional<Integer> reached = Optional.empty();
        for (int i = 0; i < axis.from().size(); i++) {
            if (value.isPresent() && value.get().compareTo(axis.from().get(i).value()) >= 0) {
                reached = Optional.of(i);
            }
        }
        return reached;
    }
}
