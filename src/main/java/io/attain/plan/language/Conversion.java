package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** Which rate turns the money of an event into the plan's currency. */
public enum Conversion {

    /** That of the event's day; of a day without one, the last before it. */
    EVENT_DATE,
    /** The mean of the period's daily rates. */
    PERIOD_AVERAGE,
    /** That of the period's last day. */
    PERIOD_END;

    /** The word of the language. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Conversion> fromKey(String key) {
        return EnumSet.allOf(Conversion.class).stream().filter(conversion -> conversion.key().equals(key)).findFirst();
    }
}
