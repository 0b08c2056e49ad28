package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

import io.attain.plan.language.Component;
import io.attain.plan.language.Curve;
import io.attain.plan.language.PayCurve;

/** A share of the target along a curve. */
record OracleCurve(PayCurve curve) implements OraclePay {

    private static final MathContext QUOTIENT = new MathContext(34, RoundingMode.DOWN);

    @Override
    public Awards pay(Component component, List<Counted> counted, OracleFigures figures) {
        BigDecimal attainment = figures.number("attainment").orElse(BigDecimal.ZERO);
        BigDecimal target = figures.number("target").orElse(BigDecimal.ZERO);
        return Awards.lump(along(curve.curve(), attainment).multiply(target));
    }

    static BigDecimal along(Curve curve, BigDecimal x) {
        List<Curve.Point> points = curve.points();
        if (x.compareTo(points.getFirst().x().value()) <= 0) {
            return points.getFirst().y().value();
        }
        for (int i = 1; i < points.size(); i++) {
            boolean last = i == points.size() - 1;
            if (x.compareTo(points.get(i).x().value()) <= 0 || last && curve.open()) {
                return between(points.get(i - 1), points.get(i), x);
            }
        }
        return points.getLast().y().value();
    }

    private static BigDecimal between(Curve.Point from, Curve.Point to, BigDecimal x) {
        BigDecimal rise = to.y().value().subtract(from.y().value());
        BigDecimal run = to.x().value().subtract(from.x().value());
        return from.y().value().add(x.subtract(from.x().value()).multiply(rise).divide(run, QUOTIENT));
    }
}
