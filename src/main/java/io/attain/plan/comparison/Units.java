package io.attain.plan.comparison;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Component;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.Ramp;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Tiers;
import io.attain.shared.Rate;

/**
 * What the numbers of a place are numbers of: the same rate is a percentage of money here and a price of a unit there.
 *
 * @param measured what the measure of the component is counted in
 * @param rate     what a rate is
 * @param boundary what tiers and steps begin at
 * @param curve    what a curve runs over
 * @param cell     what a cell of a matrix is
 */
record Units(Currency currency, Unit measured, Unit rate, Unit boundary, Unit curve, Unit cell) {

    /** How a number reads. */
    enum Unit {
        PERCENT, MONEY, NUMBER, FACTOR,
        /** Whatever the place says. */
        RATE, BOUNDARY, CURVE, CELL
    }

    static Units of(Currency currency) {
        return new Units(currency, Unit.MONEY, Unit.PERCENT, Unit.NUMBER, Unit.NUMBER, Unit.NUMBER);
    }

    /** The units inside of a part of the plan. */
    Units inside(Object part) {
        return switch (part) {
            case Component component when component.measure().isMoney() -> of(currency);
            case Component component -> new Units(currency, Unit.NUMBER, Unit.MONEY, Unit.NUMBER, Unit.NUMBER,
                    Unit.NUMBER);
            case Measure measure -> withRate(Unit.NUMBER);
            case Tiers tiers -> withBoundary(boundary(tiers.on()));
            case BonusSteps steps -> withBoundary(boundary(steps.on()));
            case PerUnit perUnit -> withRate(Unit.MONEY);
            case Multiplier multiplier -> withRate(Unit.FACTOR);
            case PayCurve curve -> withCurve(Unit.PERCENT);
            case Scorecard.AlongCurve score -> withCurve(Unit.NUMBER);
            case Ramp ramp -> withCell(ramp.kind() == Ramp.Kind.FACTORS ? Unit.PERCENT : measured);
            case Matrix matrix -> withCell(switch (matrix.pays()) {
                case RATE -> rate;
                case AMOUNT -> Unit.MONEY;
                case TARGET_SHARE -> Unit.PERCENT;
            });
            default -> this;
        };
    }

    private Unit boundary(Tiers.Basis on) {
        return switch (on) {
            case ATTAINMENT -> Unit.PERCENT;
            case MEASURE -> measured;
        };
    }

    String write(Rate number, Unit unit) {
        return switch (unit) {
            case PERCENT -> grouped(number.value().movePointRight(2)) + " %";
            case MONEY -> currency.getCurrencyCode() + " " + grouped(number.value());
            case NUMBER -> grouped(number.value());
            case FACTOR -> "× " + grouped(number.value());
            case RATE -> write(number, rate);
            case BOUNDARY -> write(number, boundary);
            case CURVE -> write(number, curve);
            case CELL -> write(number, cell);
        };
    }

    private static String grouped(BigDecimal number) {
        DecimalFormat format = new DecimalFormat("#,##0.##############",
                DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(number);
    }

    private Units withRate(Unit other) {
        return new Units(currency, measured, other, boundary, curve, cell);
    }

    private Units withBoundary(Unit other) {
        return new Units(currency, measured, rate, other, curve, cell);
    }

    private Units withCurve(Unit other) {
        return new Units(currency, measured, rate, boundary, other, cell);
    }

    private Units withCell(Unit other) {
        return new Units(currency, measured, rate, boundary, curve, other);
    }
}
