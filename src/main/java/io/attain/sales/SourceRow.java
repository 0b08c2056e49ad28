package io.attain.sales;

import java.util.Map;

/** One row of a file: its number in the file and its fields by column, trimmed, empty where blank. */
public record SourceRow(int number, Map<String, String> fields) {

    /** The text of a column of this kind of file. */
    public String field(String column) {
        String text = fields.get(column);
        if (text == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        return text;
    }
}
