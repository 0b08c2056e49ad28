package io.attain.plan.language;

/**
 * An expression in the typed subset of FEEL. What it may look at depends on where it stands: the fields of a credit, or
 * the measures of a window.
 */
public record Formula(String text) {

    @Override
    public String toString() {
        return text;
    }
}
