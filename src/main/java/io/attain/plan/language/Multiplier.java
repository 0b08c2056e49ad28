package io.attain.plan.language;

import java.util.List;

import io.attain.shared.Rate;

/** A factor on what the pay function came to. */
public sealed interface Multiplier {

    /**
     * The factor of the highest step that the figure has reached; below the first, 1.
     *
     * @param steps ascending
     */
    record ByFigure(Formula by, List<Step> steps) implements Multiplier {

        public ByFigure {
            steps = List.copyOf(steps);
        }
    }

    record Step(Rate from, boolean moreThan, Rate factor) {}

    /** A factor per credit, looked up by its fields. Lines without a credit take none. */
    record ByField(RateTable factors) implements Multiplier {}
}
