package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** What a sales event says has happened. A return is not among them: it follows the credits of its original. */
public enum EventKind {

    /** A deal was won. */
    BOOKING,
    /** It was invoiced. */
    INVOICE,
    /** Cash came in. */
    COLLECTION,
    /** A stage was reached. */
    STAGE,
    /** Something was done: a meeting, a visit. */
    ACTIVITY,
    /** A key figure was read. */
    KPI;

    /** Whether someone becomes a customer by it; a meeting, a stage or a reading is no sale. */
    public boolean isSale() {
        return this == BOOKING || this == INVOICE || this == COLLECTION;
    }

    /** The word of the language. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EventKind> fromKey(String key) {
        return EnumSet.allOf(EventKind.class).stream().filter(kind -> kind.key().equals(key)).findFirst();
    }
}
