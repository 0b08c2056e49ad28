package io.attain.plan.language;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * Pay that comes whether earned or not.
 *
 * @param amount    per period
 * @param ramp      factors by month of tenure; after the last, 1
 * @param months    for how many months of tenure it is in force; without end where left out
 * @param recovery  how a recoverable one is recovered
 * @param proration for someone in the plan for a part of the period
 */
public record Draw(Kind kind, Limit amount, List<Rate> ramp, Optional<Integer> months, Recovery recovery,
        Proration proration) {

    public enum Kind {
        /** What was advanced is recovered from later pay above the draw. */
        RECOVERABLE,
        /** A guarantee: tops pay up and carries nothing. */
        NON_RECOVERABLE;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Kind> fromKey(String key) {
            return EnumSet.allOf(Kind.class).stream().filter(kind -> kind.key().equals(key)).findFirst();
        }
    }

    /**
     * @param atMost      of the excess over the draw, per period; all of it where left out
     * @param afterMonths months of tenure before recovery begins; 0 begins at once
     */
    public record Recovery(Optional<Rate> atMost, int afterMonths) {

        public static final Recovery AT_ONCE = new Recovery(Optional.empty(), 0);
    }

    public Draw {
        ramp = List.copyOf(ramp);
    }
}
