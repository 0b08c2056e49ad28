package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/**
 * How a return takes commission back.
 *
 * @param days       a return later than this after the original takes nothing; no end where left out
 * @param falls      whether the return also lowers the measure, and with it attainment
 * @param termMonths the term that a return within it leaves unserved, from the original's date
 */
public record Clawback(Optional<Integer> days, Takes takes, boolean falls, Optional<Integer> termMonths) {

    /** What is taken. */
    public enum Takes {
        /** What the original earned; of a partial return its part. */
        EARNED,
        /** The difference that computing the window again makes. */
        RECOMPUTED,
        /** What of it was paid already. */
        PAID,
        /** What the original earned, for the part of the term not served. */
        UNSERVED_TERM;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Takes> fromKey(String key) {
            return EnumSet.allOf(Takes.class).stream().filter(takes -> takes.key().equals(key)).findFirst();
        }
    }

    public static final Clawback DEFAULT = new Clawback(Optional.empty(), Takes.EARNED, false, Optional.empty());
}
