package io.attain.plan.language;

import java.util.Optional;

import io.attain.shared.Rate;

/**
 * What holds for the plan as a whole.
 *
 * @param cap    the most that the components of the plan together pay a participant in a period
 * @param budget the most that the plan pays everyone in a period, in major units; beyond it all awards shrink pro rata
 */
public record PlanPay(Optional<Limit> cap, Optional<Rate> budget, Optional<Draw> draw) {

    public static final PlanPay NONE = new PlanPay(Optional.empty(), Optional.empty(), Optional.empty());
}
