package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.attain.plan.language.FlatRate;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.shared.Rate;

/**
 * Which rate applies to a credit, as an index into the rates. A table over few distinct values becomes one array access;
 * a larger one is searched row by row.
 */
final class RowLookup {

    private static final int LARGEST_DENSE = 1 << 16;

    private final int[] fields;
    private final int[] strides;
    private final int[] dense;
    private final int[][] conditions;
    private final List<Rate> rates;

    private RowLookup(int[] fields, int[] strides, int[] dense, int[][] conditions, List<Rate> rates) {
        this.fields = fields;
        this.strides = strides;
        this.dense = dense;
        this.conditions = conditions;
        this.rates = rates;
    }

    static RowLookup of(RateSource source, Vocabulary vocabulary) {
        return switch (source) {
            case FlatRate flat ->
                new RowLookup(new int[0], new int[0], new int[]{ 0 }, new int[0][], List.of(flat.rate()));
            case RateTable table -> of(table, vocabulary);
        };
    }

    private static RowLookup of(RateTable table, Vocabulary vocabulary) {
        int[] fields = table.fields().stream().mapToInt(vocabulary::indexOf).toArray();
        int[][] conditions = new int[table.rows().size()][fields.length];
        List<Rate> rates = new ArrayList<>();
        for (int row = 0; row < conditions.length; row++) {
            for (int f = 0; f < fields.length; f++) {
                String value = table.rows().get(row).when().get(table.fields().get(f));
                conditions[row][f] = value == null ? -1 : vocabulary.code(fields[f], value);
            }
            rates.add(table.rows().get(row).rate());
        }
        rates.add(table.otherwise());
        int[] strides = new int[fields.length];
        long cells = 1;
        for (int f = 0; f < fields.length; f++) {
            strides[f] = (int) Math.min(cells, LARGEST_DENSE);
            cells = Math.min(cells * vocabulary.codes(fields[f]), LARGEST_DENSE + 1L);
        }
        RowLookup searched = new RowLookup(fields, strides, new int[0], conditions, List.copyOf(rates));
        return cells > LARGEST_DENSE ? searched : searched.dense((int) cells, vocabulary);
    }

    private RowLookup dense(int cells, Vocabulary vocabulary) {
        int[] rows = new int[cells];
        int[] values = new int[fields.length];
        for (int cell = 0; cell < cells; cell++) {
            for (int f = 0; f < fields.length; f++) {
                values[f] = cell / strides[f] % vocabulary.codes(fields[f]);
            }
            rows[cell] = search(values);
        }
        return new RowLookup(fields, strides, rows, conditions, rates);
    }

    /** The rates that {@link #row} points into; the last one is for anything else. */
    List<Rate> rates() {
        return rates;
    }

    int row(CreditColumns credits, int credit) {
        if (dense.length == 0) {
            return search(Arrays.stream(fields).map(field -> credits.code(field, credit)).toArray());
        }
        int cell = 0;
        for (int f = 0; f < fields.length; f++) {
            cell += credits.code(fields[f], credit) * strides[f];
        }
        return dense[cell];
    }

    private int search(int[] values) {
        for (int row = 0; row < conditions.length; row++) {
            boolean matches = true;
            for (int f = 0; f < values.length && matches; f++) {
                matches = conditions[row][f] < 0 || conditions[row][f] == values[f];
            }
            if (matches) {
                return row;
            }
        }
        return conditions.length;
    }
}
