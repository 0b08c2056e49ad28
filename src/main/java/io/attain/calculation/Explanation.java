package io.attain.calculation;

import java.util.List;

import io.attain.calculation.explanation.Fact;

/** Why a line is what it is, fact by fact; their arithmetic ends at the line's amount. */
public record Explanation(ResultLine line, List<Fact> facts) {

    public Explanation {
        facts = List.copyOf(facts);
    }
}
