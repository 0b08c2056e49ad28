package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.List;

import io.attain.plan.language.Component;
import io.attain.plan.language.RetroactiveTiers;
import io.attain.plan.language.Window;

/** The tier reached in the end pays on every credit. */
record OracleRetroactive(RetroactiveTiers tiers) implements OraclePay {

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        BigDecimal end = counted.stream().map(Counted::units).reduce(BigDecimal.ZERO, BigDecimal::add);
        return OraclePay.each(counted, one -> {
            BigDecimal reached = component.window() == Window.CREDIT ? one.units().abs() : end;
            int tier = 0;
            for (int t = 1; t < tiers.tiers().size(); t++) {
                if (OraclePay.reached(reached,
                        OraclePay.boundary(tiers.on(), tiers.tiers().get(t).from().value(), component, figures),
                        tiers.tiers().get(t).moreThan())) {
                    tier = t;
                }
            }
            return one.units().multiply(OracleMarginal.rate(tiers, tier, one));
        });
    }
}
