package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

import io.attain.plan.language.Component;
import io.attain.plan.language.Scorecard;

/** Σ weight × score × target. */
record OracleScorecard(Scorecard card) implements OraclePay {

    private static final MathContext QUOTIENT = new MathContext(34, RoundingMode.DOWN);

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        BigDecimal total = BigDecimal.ZERO;
        for (Scorecard.Kpi kpi : card.kpis()) {
            BigDecimal score = figures.value(kpi.actual()).flatMap(actual -> score(kpi, actual))
                    .orElse(BigDecimal.ZERO);
            if (kpi.gate().isPresent() && score.compareTo(kpi.gate().get().value()) < 0) {
                score = BigDecimal.ZERO;
            }
            if (kpi.scoreCap().isPresent()) {
                score = score.min(kpi.scoreCap().get().value());
            }
            total = total.add(kpi.weight().value().multiply(score));
        }
        if (card.scoreCap().isPresent()) {
            total = total.min(card.scoreCap().get().value());
        }
        return Awards.lump(total.multiply(figures.number("target").orElse(BigDecimal.ZERO)));
    }

    private static Optional<BigDecimal> score(Scorecard.Kpi kpi, BigDecimal actual) {
        return switch (kpi.score()) {
            case Scorecard.Ratio ratio -> ratio.lowerIsBetter()
                    ? actual.signum() <= 0
                            ? Optional.empty()
                            : Optional.of(ratio.goal().value().divide(actual, QUOTIENT))
                    : Optional.of(actual.divide(ratio.goal().value(), QUOTIENT));
            case Scorecard.Steps steps -> steps.steps().stream()
                    .filter(step -> OraclePay.reached(actual, step.from().value(), step.moreThan()))
                    .reduce((lower, higher) -> higher).map(step -> step.score().value());
            case Scorecard.AlongCurve along -> Optional.of(OracleCurve.along(along.curve(), actual));
        };
    }
}
