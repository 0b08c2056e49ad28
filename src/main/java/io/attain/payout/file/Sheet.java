package io.attain.payout.file;

import java.util.List;

/**
 * One sheet of a workbook.
 *
 * @param rows each as long as the headings; a cell is a text, a {@link java.math.BigDecimal}, a
 *             {@link java.time.LocalDate} or a {@link Long}
 */
public record Sheet(String name, List<String> headings, List<List<Object>> rows) {

    public Sheet {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        int columns = headings.size();
        if (rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException("a row of the sheet " + name + " does not fit its headings");
        }
    }
}
