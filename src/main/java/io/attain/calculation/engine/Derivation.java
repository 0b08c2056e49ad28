package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How one line came about, derived again from the definition with plain decimals, apart from the integer arithmetic that
 * computed it.
 *
 * @param steps  in their order; each computes what it says from what it shows
 * @param amount of the line, in major units
 */
public record Derivation(List<DerivationStep> steps, BigDecimal amount) {

    /** @throws IllegalStateException when the arithmetic of the steps does not end at the amount */
    public Derivation {
        steps = List.copyOf(steps);
        BigDecimal end = standings(steps).isEmpty() ? BigDecimal.ZERO : standings(steps).getLast();
        if (end.compareTo(amount) != 0) {
            throw new IllegalStateException("derived %s, but the line says %s: %s".formatted(end, amount, steps));
        }
    }

    /** What the line stands at after each step, in major units; the last one is the amount. */
    public List<BigDecimal> standings() {
        return standings(steps);
    }

    private static List<BigDecimal> standings(List<DerivationStep> steps) {
        List<BigDecimal> standings = new ArrayList<>();
        BigDecimal standing = BigDecimal.ZERO;
        for (DerivationStep step : steps) {
            standing = step.after(standing);
            standings.add(standing);
        }
        return standings;
    }
}
