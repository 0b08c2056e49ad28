package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** How a quota, a target or a draw shrinks for someone who is in the plan for a part of the window. */
public enum Proration {

    /** × days in the plan ÷ days of the window. */
    CALENDAR_DAYS,
    /** The same over working days. */
    WORKING_DAYS,
    /** It stays whole. */
    NONE;

    /** The word of the language. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Proration> fromKey(String key) {
        return EnumSet.allOf(Proration.class).stream().filter(proration -> proration.key().equals(key)).findFirst();
    }
}
