package io.attain.calculation;

import java.util.List;

/**
 * One step of an explanation.
 *
 * @param kind     which part of the derivation it belongs to
 * @param sentence the step in words a rep understands
 * @param facts    the same as label and value, exact
 */
public record ExplanationStep(Kind kind, String sentence, List<Fact> facts) {

    /** The parts of a derivation, in their order. */
    public enum Kind {
        EVENT, CREDIT, PLAN, RATE, QUOTA, MEASURE, SLICE, ROUNDING
    }

    /** A labelled value. */
    public record Fact(String label, String value) {}

    public ExplanationStep {
        facts = List.copyOf(facts);
    }
}
