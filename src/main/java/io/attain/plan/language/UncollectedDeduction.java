package io.attain.plan.language;

import io.attain.shared.Rate;

/**
 * A deduction while an invoice is not collected: an invoice takes rate × amount, its collections give it back to whoever
 * is credited with them.
 */
public record UncollectedDeduction(Rate rate) implements PayFunction {}
