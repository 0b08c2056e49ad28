package io.attain.sales.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attain.sales.FileKind;
import io.attain.shared.Refused;

/** The header of a file: what kind it is, and which column is where. */
record Header(FileKind kind, List<String> columns) {

    /** @throws Refused when no kind of file has exactly these columns */
    static Header of(List<String> cells) {
        List<String> columns = cells.stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
        if (columns.size() == 1 && columns.getFirst().contains(";")) {
            throw new Refused("import-header",
                    "The columns are separated by semicolons. Save the file with commas between the columns.");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new Refused("import-header", "The header names a column twice: " + shown(columns) + ".");
        }
        for (FileKind kind : FileKind.values()) {
            if (columns.size() == kind.columns().size() && columns.containsAll(kind.columns())) {
                return new Header(kind, columns);
            }
        }
        for (FileKind kind : FileKind.values()) {
            if (kind.isOpen() && columns.containsAll(kind.columns())) {
                EventColumns.refuseUnlessNames(columns);
                return new Header(kind, columns);
            }
        }
        throw unknown(columns);
    }

    /** The fields by column, in the order of the kind. */
    Map<String, String> fields(List<String> cells) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String column : kind.isOpen() ? columns : kind.columns()) {
            fields.put(column, cells.get(columns.indexOf(column)).strip());
        }
        return fields;
    }

    private static Refused unknown(List<String> columns) {
        FileKind nearest = Arrays.stream(FileKind.values())
                .max(Comparator.comparingLong(kind -> kind.columns().stream().filter(columns::contains).count()))
                .orElseThrow();
        List<String> missing = new ArrayList<>(nearest.columns());
        missing.removeAll(columns);
        List<String> surplus = new ArrayList<>(columns);
        surplus.removeAll(nearest.columns());
        if (missing.size() == nearest.columns().size()) {
            return new Refused("import-header", "The first line is no header of a known kind of file: " + shown(columns)
                    + ". Known are, for example, deals with " + String.join(",", FileKind.DEALS.columns()) + ".");
        }
        return new Refused("import-header",
                "The header is not that of any kind of file. Nearest is “" + nearest.label() + "”"
                        + (missing.isEmpty() ? "" : ", but these columns are missing: " + shown(missing))
                        + (surplus.isEmpty()
                                ? ""
                                : (missing.isEmpty() ? ", but" : ";") + " these are not known: "
                                        + shown(surplus))
                        + ".");
    }

    private static String shown(List<String> columns) {
        String text = String.join(", ", columns.stream().limit(20).toList());
        return text.length() > 200 ? text.substring(0, 200) + " …" : text;
    }
}
