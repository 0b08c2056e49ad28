package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * Σ weight × score × target.
 *
 * @param kpis     their weights total 1
 * @param scoreCap what the total score is cut to
 */
public record Scorecard(List<Kpi> kpis, Optional<Rate> scoreCap) implements PayFunction {

    /**
     * One figure of the card.
     *
     * @param actual   the figure reached
     * @param scoreCap what its score is cut to
     * @param gate     below this score it scores 0
     */
    public record Kpi(String id, Text name, Rate weight, Formula actual, Score score, Optional<Rate> scoreCap,
            Optional<Rate> gate) {}

    /** How a figure becomes a score; 1 is on target. */
    public sealed interface Score {
    }

    /**
     * Actual ÷ goal, or goal ÷ actual where lower is better (which is 0 for an actual of 0 or less that was never read,
     * and the cap, else 2, for a true 0).
     */
    public record Ratio(Rate goal, boolean lowerIsBetter) implements Score {}

    /** The score of the highest step reached; below the first, 0. */
    public record Steps(List<Step> steps) implements Score {

        public Steps {
            steps = List.copyOf(steps);
        }
    }

    public record Step(Rate from, boolean moreThan, Rate score) {}

    /** Along a curve from actual to score. */
    public record AlongCurve(Curve curve) implements Score {}

    public Scorecard {
        kpis = List.copyOf(kpis);
    }
}
