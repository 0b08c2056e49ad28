package io.attain.sales.internal;

import java.util.Set;
import java.util.regex.Pattern;

import io.attain.sales.FileKind;

/** What every row must pass whatever its kind: its shape, and text that stays text wherever it is shown. */
final class TextCheck {

    /** Read strictly as numbers and days; what begins with a sign there is judged as a number. */
    private static final Set<String> NOT_TEXT = Set.of("close_value", "engage_date", "close_date", "from", "to",
            "amount",
            "percent", "overlay_percent", "rate", "sales_price", "revenue", "employees", "year_established", "date",
            "margin", "quantity");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private static final String FORMULA_STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private final ImportLimits limits;

    TextCheck(ImportLimits limits) {
        this.limits = limits;
    }

    RowCheck check(RawRow row, FileKind kind) {
        RowCheck check = new RowCheck(row.number(), row.fields());
        if (!row.hasShapeOf(kind)) {
            check.reject("",
                    "The row has " + row.fields().size() + " fields, the header has "
                            + (kind.isOpen() ? "another number" : kind.columns().size()) + ".",
                    "Look for a missing or surplus comma; put a text that holds commas in quotation marks.");
            return check;
        }
        row.fields().forEach((column, text) -> check(check, column, text, kind));
        return check;
    }

    private void check(RowCheck check, String column, String text, FileKind kind) {
        if (text.length() > limits.fieldChars()) {
            check.reject(column, "The text is longer than " + limits.fieldChars() + " characters.", "Shorten it.");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            check.reject(column, "The text holds a line break or another control character.", "Remove it.");
        } else if (kind.isOpen() && NUMBER.matcher(text).matches()) {
            return;
        } else if (!NOT_TEXT.contains(column) && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            check.reject(column,
                    "The text begins with “" + text.charAt(0) + "”, which a spreadsheet would run as a formula.",
                    "Remove the sign at the beginning.");
        }
    }
}
