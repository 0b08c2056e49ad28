package io.attain.calculation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

import io.attain.plan.PlanId;
import io.attain.shared.Money;

/**
 * What one component came to for one participant in one period.
 *
 * @param measure the measure over the window
 * @param quota   the prorated quota, where the component has one
 * @param earned  Σ lines of the component
 */
public record ComponentResult(PlanId plan, String component, String name, Money measure, Optional<Money> quota,
        Money earned) {

    /** Measure ÷ quota, cut toward zero at 34 digits; for display, never compared with. */
    public Optional<BigDecimal> attainment() {
        return quota.filter(Money::isPositive).map(
                target -> measure.toDecimal().divide(target.toDecimal(), new MathContext(34, RoundingMode.DOWN)));
    }
}
