package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** Over which stretch the measure adds up. The windows to date pay the difference to what they paid before. */
public enum Window {

    /** Each credit stands alone. */
    CREDIT,
    /** From the first credit of the period on. */
    PERIOD,
    /** From the first day of the calendar quarter to the end of the period. */
    QUARTER_TO_DATE,
    /** From the first day of the calendar year to the end of the period. */
    YEAR_TO_DATE,
    /** From the participant's first day in the plan to the end of the period. */
    PLAN_TO_DATE;

    /** The word of the language. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Window> fromKey(String key) {
        return EnumSet.allOf(Window.class).stream().filter(window -> window.key().equals(key)).findFirst();
    }

    /** Whether it may reach back before the period. */
    public boolean isToDate() {
        return this == QUARTER_TO_DATE || this == YEAR_TO_DATE || this == PLAN_TO_DATE;
    }
}
