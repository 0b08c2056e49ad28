package io.attain.plan.language;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * When what a component earned may be paid, and how it is taken back.
 *
 * @param on       the event that makes it payable
 * @param holdback what is kept back for a while
 */
public record Payment(On on, Optional<Holdback> holdback, Clawback clawback) {

    /** What makes an earning payable. */
    public enum On {
        /** Having been earned. */
        BOOKING,
        /** The invoice of the event, as far as it was invoiced. */
        INVOICE,
        /** The cash for the event, as far as it came in. */
        COLLECTION;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<On> fromKey(String key) {
            return EnumSet.allOf(On.class).stream().filter(on -> on.key().equals(key)).findFirst();
        }
    }

    /** @param days from the day on which it was payable */
    public record Holdback(Rate share, int days) {}

    public static final Payment AT_ONCE = new Payment(On.BOOKING, Optional.empty(), Clawback.DEFAULT);
}
