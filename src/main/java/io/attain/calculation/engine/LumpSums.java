package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.attain.plan.formula.TypedFormula;
import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Curve;
import io.attain.plan.language.Formula;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Scorecard.Kpi;
import io.attain.plan.language.Tiers.Basis;
import io.attain.shared.Rate;

/** The pay functions that come to one amount, in plain decimals: nobody has many of them. In minor units, exact. */
final class LumpSums {

    private final Tally tally;
    private final WindowValues values;
    private final Contests contests;

    LumpSums(Tally tally, WindowValues values, Contests contests) {
        this.tally = tally;
        this.values = values;
        this.contests = contests;
    }

    /** @param measure of the window, or of the one credit that stands alone; in units of the measure */
    BigDecimal exact(CompiledComponent component, long measure) {
        BigDecimal target = BigDecimal.valueOf(tally.track.figures().target());
        return switch (component.definition.pay()) {
            case BonusSteps steps -> minor(component, bonus(component, steps, measure));
            case PayCurve curve -> WindowValues.attainment(tally, measure)
                    .map(attainment -> along(curve.curve(), attainment).multiply(target)).orElse(BigDecimal.ZERO);
            case Scorecard card -> score(component, card).multiply(target);
            case Matrix matrix -> matrix.pays() == Matrix.Pays.TARGET_SHARE
                    ? cell(component, matrix).multiply(target)
                    : minor(component, cell(component, matrix));
            case FormulaPay formula -> minor(component,
                    component.formulas.of(formula.expression()).number(values).orElse(BigDecimal.ZERO));
            case RankPrizes prizes -> BigDecimal.valueOf(contests.prize(tally, prizes));
            case Pool pool -> BigDecimal.valueOf(contests.share(tally, pool));
            default -> BigDecimal.ZERO;
        };
    }

    private static BigDecimal minor(CompiledComponent component, BigDecimal major) {
        return major.movePointRight(component.currencyDigits);
    }

    static boolean reaches(BigDecimal value, Rate from, boolean moreThan) {
        int compared = value.compareTo(from.value());
        return moreThan ? compared > 0 : compared >= 0;
    }

    private BigDecimal bonus(CompiledComponent component, BonusSteps steps, long measure) {
        BigDecimal unit = BigDecimal.valueOf(steps.on() == Basis.ATTAINMENT
                ? tally.track.quota()
                : component.measureUnit);
        if (unit.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal bonus = BigDecimal.ZERO;
        for (BonusSteps.Step step : steps.steps()) {
            // By cross-multiplication: measure against unit × from.
            if (reaches(BigDecimal.valueOf(measure), new Rate(unit.multiply(step.from().value())), step.moreThan())) {
                bonus = steps.pays() == BonusSteps.Pays.EVERY
                        ? bonus.add(step.amount().value())
                        : step.amount().value();
            }
        }
        return bonus;
    }

    /** Straight between the points, flat outside; beyond the last one straight on where the curve is open. */
    static BigDecimal along(Curve curve, BigDecimal x) {
        List<Curve.Point> points = curve.points();
        if (x.compareTo(points.getFirst().x().value()) <= 0) {
            return points.getFirst().y().value();
        }
        Curve.Point last = points.getLast();
        if (!curve.open() && x.compareTo(last.x().value()) >= 0) {
            return last.y().value();
        }
        int to = 1;
        while (to < points.size() - 1 && x.compareTo(points.get(to).x().value()) > 0) {
            to++;
        }
        BigDecimal x0 = points.get(to - 1).x().value();
        BigDecimal y0 = points.get(to - 1).y().value();
        BigDecimal rise = points.get(to).y().value().subtract(y0);
        BigDecimal run = points.get(to).x().value().subtract(x0);
        return y0.add(WindowValues.quotient(x.subtract(x0).multiply(rise), run));
    }

    private BigDecimal score(CompiledComponent component, Scorecard card) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Kpi kpi : card.kpis()) {
            sum = sum.add(kpi.weight().value().multiply(score(component.formulas.of(kpi.actual()), kpi, values)));
        }
        return card.scoreCap().isPresent() ? sum.min(card.scoreCap().get().value()) : sum;
    }

    /** 0 for a figure that was never read, and below the gate. */
    static BigDecimal score(TypedFormula formula, Kpi kpi, WindowValues values) {
        Optional<BigDecimal> actual = formula.number(values);
        if (actual.isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal score = switch (kpi.score()) {
            case Scorecard.Ratio ratio -> ratio(ratio, actual.get(), kpi);
            case Scorecard.Steps steps -> {
                BigDecimal reached = BigDecimal.ZERO;
                for (Scorecard.Step step : steps.steps()) {
                    reached = reaches(actual.get(), step.from(), step.moreThan()) ? step.score().value() : reached;
                }
                yield reached;
            }
            case Scorecard.AlongCurve curve -> along(curve.curve(), actual.get());
        };
        if (kpi.gate().isPresent() && score.compareTo(kpi.gate().get().value()) < 0) {
            return BigDecimal.ZERO;
        }
        return kpi.scoreCap().isPresent() ? score.min(kpi.scoreCap().get().value()) : score;
    }

    private static BigDecimal ratio(Scorecard.Ratio ratio, BigDecimal actual, Kpi kpi) {
        if (!ratio.lowerIsBetter()) {
            return ratio.goal().value().signum() == 0
                    ? BigDecimal.ZERO
                    : WindowValues.quotient(actual, ratio.goal().value());
        }
        return switch (actual.signum()) {
            case 1 -> WindowValues.quotient(ratio.goal().value(), actual);
            case 0 -> kpi.scoreCap().map(Rate::value).orElse(BigDecimal.TWO);
            default -> BigDecimal.ZERO;
        };
    }

    /** The cell of the highest row and column reached; 0 below the first of either. */
    BigDecimal cell(CompiledComponent component, Matrix matrix) {
        int row = reached(component, matrix.rows());
        int column = reached(component, matrix.columns());
        return row < 0 || column < 0 ? BigDecimal.ZERO : matrix.cells().get(row).get(column).value();
    }

    int reached(CompiledComponent component, Matrix.Axis axis) {
        Formula by = axis.by();
        Optional<BigDecimal> figure = component.formulas.of(by).number(values);
        int reached = -1;
        for (int step = 0; step < axis.from().size() && figure.isPresent(); step++) {
            if (reaches(figure.get(), axis.from().get(step), false)) {
                reached = step;
            }
        }
        return reached;
    }
}
