package io.attain.calculation;

import java.util.List;

/** Why a line is what it is, step by step; the arithmetic of the steps ends at the line's amount. */
public record Explanation(ResultLine line, List<ExplanationStep> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }
}
