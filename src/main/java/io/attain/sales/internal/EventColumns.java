package io.attain.sales.internal;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.attain.shared.Refused;

/** The columns of an events file: those with a meaning of their own, and all others, which are attributes. */
final class EventColumns {

    /** What each event may say of itself. */
    static final Set<String> KNOWN = Set.of("id", "kind", "date", "seller", "account", "product", "amount", "currency",
            "margin", "quantity", "refers_to", "touches");

    /** What a credit has of its own, so that no attribute may be called so. */
    private static final Set<String> TAKEN = Set.of("role", "share", "participant");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final int MOST = 60;

    private EventColumns() {}

    /** @throws Refused when a column cannot be the name of an attribute, or there are too many */
    static void refuseUnlessNames(List<String> columns) {
        if (columns.size() > MOST) {
            throw new Refused("import-header", "An event has at most " + MOST + " fields.");
        }
        for (String column : columns) {
            if (!NAME.matcher(column).matches() || TAKEN.contains(column)) {
                throw new Refused("import-header", "“" + (column.length() > 60 ? column.substring(0, 60) : column)
                        + "” cannot be the name of an attribute. Use up to 40 lower-case letters, digits and underscores, beginning with a letter; role, share and participant are taken.");
            }
        }
    }
}
