package io.attain.plan.language;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * A lump sum for reaching a step.
 *
 * @param steps ascending
 */
public record BonusSteps(Tiers.Basis on, Pays pays, List<Step> steps) implements PayFunction {

    /** Which of the steps reached are paid. */
    public enum Pays {
        /** The highest one alone. */
        HIGHEST,
        /** Each of them. */
        EVERY,
        /**
         * The highest, less what earlier periods of the window to date paid for lower ones; what was paid is not taken
         * back.
         */
        DIFFERENCE;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Pays> fromKey(String key) {
            return EnumSet.allOf(Pays.class).stream().filter(pays -> pays.key().equals(key)).findFirst();
        }
    }

    /** @param amount in major units of the plan's currency */
    public record Step(Rate from, boolean moreThan, Rate amount) {}

    public BonusSteps {
        steps = List.copyOf(steps);
    }
}
