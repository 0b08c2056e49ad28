package io.attain.expense;

import java.time.YearMonth;

import io.attain.plan.PlanId;
import io.attain.shared.Money;

/**
 * What becomes of the deferred commissions of one component and currency in a month.
 */
public record Movement(PlanId plan, String component, YearMonth month, Money opening, Money capitalised,
        Money amortised, Money accelerated) {

    public Money closing() {
        return opening.plus(capitalised).minus(amortised).minus(accelerated);
    }
}
