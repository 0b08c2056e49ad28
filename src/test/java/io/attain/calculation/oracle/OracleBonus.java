package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.List;

import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Component;

/** Lump sums for the steps reached. */
record OracleBonus(BonusSteps steps) implements OraclePay {

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        BigDecimal end = counted.stream().map(Counted::units).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal highest = BigDecimal.ZERO;
        BigDecimal all = BigDecimal.ZERO;
        for (BonusSteps.Step step : steps.steps()) {
            if (OraclePay.reached(end, OraclePay.boundary(steps.on(), step.from().value(), component, figures),
                    step.moreThan())) {
                highest = step.amount().value();
                all = all.add(step.amount().value());
            }
        }
        return Awards.lump(steps.pays() == BonusSteps.Pays.EVERY ? all : highest);
    }
}
