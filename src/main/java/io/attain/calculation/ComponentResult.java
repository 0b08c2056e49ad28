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
 * @param countsMoney whether the measure is money; else measure and quota are wholes of it, as many as major units,
 *                    rounded half-up to the decimals of the currency
 * @param measure     the measure over the window
 * @param quota       the quota of the window, where the component has one
 * @param earned      Σ lines of the component
 * @param cut         what caps and the budget took from them
 */
public record ComponentResult(PlanId plan, String component, String name, boolean countsMoney, Money measure,
        Optional<Money> quota, Money earned, Money cut) {

    /** Measure ÷ quota, cut toward zero at 34 digits; for display, never compared with. */
    public Optional<BigDecimal> attainment() {
        return quota.filter(Money::isPositive).map(
                target -> measure.toDecimal().divide(target.toDecimal(), new MathContext(34, RoundingMode.DOWN)));
    }
}
