package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Component;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.MarginalTiers;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.RetroactiveTiers;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Tiers;
import io.attain.plan.language.UncollectedDeduction;

/** Finds the class of a pay function. */
interface OraclePay {

    Awards pay(Component component, List<Counted> counted, OracleFigures figures);

    static OraclePay of(Component component) {
        return switch (component.pay()) {
            case RateSource source ->
                (c, counted, figures) -> each(counted, one -> one.units().multiply(rate(source, one)));
            case PerUnit unit -> (c, counted, figures) -> each(counted,
                    one -> one.units().multiply(rate(unit.amounts(), one)));
            case UncollectedDeduction deduction -> new OracleUncollected(deduction);
            case MarginalTiers tiers -> new OracleMarginal(tiers);
            case RetroactiveTiers tiers -> new OracleRetroactive(tiers);
            case BonusSteps steps -> new OracleBonus(steps);
            case PayCurve curve -> new OracleCurve(curve);
            case Scorecard card -> new OracleScorecard(card);
            case Matrix matrix -> new OracleMatrix(matrix);
            case FormulaPay formula -> (c, counted, figures) -> Awards
                    .lump(figures.value(formula.expression()).orElse(BigDecimal.ZERO));
            case RankPrizes prizes -> throw new IllegalArgumentException("paid by group");
            case Pool pool -> throw new IllegalArgumentException("paid by group");
        };
    }

    static BigDecimal rate(RateSource source, Counted one) {
        return switch (source) {
            case FlatRate flat -> flat.rate().value();
            case RateTable table -> OracleSelection.OracleRates.of(table, one.credit());
        };
    }

    static Awards each(List<Counted> counted, Function<Counted, BigDecimal> pay) {
        Map<Integer, BigDecimal> amounts = new LinkedHashMap<>();
        counted.stream().filter(Counted::paid).forEach(one -> amounts.put(one.index(), pay.apply(one)));
        return Awards.byCredit(amounts);
    }

    /** In units of the measure. */
    static BigDecimal boundary(Tiers.Basis on, BigDecimal from, Component component, OracleFigures figures) {
        return on == Tiers.Basis.MEASURE
                ? from
                : from.multiply(figures.payee().quotas().getOrDefault(component.id(), BigDecimal.ZERO));
    }

    static boolean reached(BigDecimal value, BigDecimal from, boolean moreThan) {
        return moreThan ? value.compareTo(from) > 0 : value.compareTo(from) >= 0;
    }
}
