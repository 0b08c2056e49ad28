package io.attain.plan.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.attain.shared.Rate;

/**
 * A rate looked up by fields of the credit: the first row whose every named value equals the credit's, else
 * {@code otherwise}.
 *
 * @param fields names of credit fields, such as {@code product}
 */
public record RateTable(List<String> fields, List<Row> rows, Rate otherwise) implements RateSource {

    /**
     * One row.
     *
     * @param when the value per field; a field left out matches anything
     */
    public record Row(Map<String, String> when, Rate rate) {

        public Row {
            when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
        }
    }

    public RateTable {
        fields = List.copyOf(fields);
        rows = List.copyOf(rows);
    }

    /**
     * The index of the first row that matches.
     *
     * @param valueOf the credit's value of a field; empty text where it has none
     */
    public OptionalInt matchingRow(Function<String, String> valueOf) {
        return IntStream.range(0, rows.size()).filter(row -> rows.get(row).when().entrySet().stream()
                .allMatch(condition -> condition.getValue().equals(valueOf.apply(condition.getKey())))).findFirst();
    }
}
