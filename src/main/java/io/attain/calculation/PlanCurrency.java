package io.attain.calculation;

import java.util.Currency;
import java.util.function.Function;

import io.attain.plan.PlanVersionId;
import io.attain.plan.language.PlanDefinition;

/** The currency someone's plans count in: that of the last version in force; whoever is in no plan has the pay currency. */
final class PlanCurrency {

    private PlanCurrency() {}

    static Currency of(FrozenInputs inputs, Function<PlanVersionId, PlanDefinition> plans, Currency pay) {
        return inputs.segments().isEmpty()
                ? pay
                : plans.apply(inputs.segments().getLast().version()).currency();
    }
}
