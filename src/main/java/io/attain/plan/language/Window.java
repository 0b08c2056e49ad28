package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** Over which stretch the measure adds up before tiers look at it. */
public enum Window {

    /** Each credit stands alone. */
    CREDIT,
    /** From the first credit of the period on. */
    PERIOD;

    /** The word of the language. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Window> fromKey(String key) {
        return EnumSet.allOf(Window.class).stream().filter(window -> window.key().equals(key)).findFirst();
    }
}
