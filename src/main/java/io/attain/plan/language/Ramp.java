package io.attain.plan.language;

import java.util.List;
import java.util.Locale;

import io.attain.shared.Rate;

/**
 * How a newcomer's quota or guarantee starts: month by month of tenure. After the last month it is what it is for
 * everyone.
 *
 * @param values factors on the quota, or quotas of a month by themselves; at least one
 */
public record Ramp(Months by, Kind kind, List<Rate> values) {

    /** What a month of tenure is. */
    public enum Months {
        /** A calendar month; the first is the month of joining. */
        CALENDAR_MONTH,
        /** A month from the day of joining. */
        ANNIVERSARY;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What the values are. */
    public enum Kind {
        FACTORS, AMOUNTS
    }

    public Ramp {
        values = List.copyOf(values);
    }
}
