package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.List;

import io.attain.plan.language.Component;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Tiers;

/** What the measure up to the end of a credit pays, less what the measure up to its beginning does. */
record OracleMarginal(MarginalTiers tiers) implements OraclePay {

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        return OraclePay.each(counted,
                one -> paidUpTo(one.after(), one, component, figures).subtract(paidUpTo(one.before(), one, component,
                        figures)));
    }

    private BigDecimal paidUpTo(BigDecimal measure, Counted one, Component component, OracleFigures figures) {
        BigDecimal paid = BigDecimal.ZERO;
        for (int t = 0; t < tiers.tiers().size(); t++) {
            BigDecimal begin = OraclePay.boundary(tiers.on(), tiers.tiers().get(t).from().value(), component, figures);
            BigDecimal top = measure;
            if (t + 1 < tiers.tiers().size()) {
                top = measure.min(
                        OraclePay.boundary(tiers.on(), tiers.tiers().get(t + 1).from().value(), component, figures));
            }
            BigDecimal part = t == 0 ? top : top.subtract(begin).max(BigDecimal.ZERO);
            paid = paid.add(part.multiply(rate(tiers, t, one)));
        }
        return paid;
    }

    static BigDecimal rate(Tiers tiers, int tier, Counted one) {
        return switch (tiers.tiers().get(tier).pay()) {
            case Tiers.OwnRate own -> own.rate().value();
            case Tiers.Factor factor -> factor.factor().value()
                    .multiply(tiers.base().map(base -> OraclePay.rate(base, one)).orElse(BigDecimal.ONE));
        };
    }
}
