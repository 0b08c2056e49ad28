package io.attain.sales.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attain.sales.FileKind;

/**
 * A row as it stands in the file.
 *
 * @param fields by column; by position, counted from 1, when the row has not as many fields as the header
 */
record RawRow(int number, Map<String, String> fields) {

    static RawRow misshapen(int number, List<String> cells) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            fields.put(Integer.toString(i + 1), cells.get(i).strip());
        }
        return new RawRow(number, fields);
    }

    boolean hasShapeOf(FileKind kind) {
        return fields.keySet().containsAll(kind.columns());
    }
}
