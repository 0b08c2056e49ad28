package io.attain.sales;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What sort of fact a sales event is. */
public enum EventKind {
    /** A deal was won; its amount is zero or more. */
    BOOKING,
    /** It was invoiced; a negative amount is a credit note. */
    INVOICE,
    /** Cash came in; a negative amount went back. */
    COLLECTION,
    /** Goods came back, or a deal was cancelled: refers to its original, and its amount is never above zero. */
    RETURN,
    /** A stage of a sale was reached. */
    STAGE,
    /** Something was done: a meeting, a visit. */
    ACTIVITY,
    /** A key figure was read: the attribute {@code kpi} names it, the quantity is the reading. */
    KPI;

    /** Whether someone becomes a customer by it; a meeting, a stage or a reading is no sale. */
    public boolean isSale() {
        return this == BOOKING || this == INVOICE || this == COLLECTION;
    }

    /** The word used in files and requests. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EventKind> fromKey(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
