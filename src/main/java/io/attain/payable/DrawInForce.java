package io.attain.payable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;

import io.attain.plan.language.Draw;
import io.attain.plan.language.Limit;
import io.attain.shared.Money;
import io.attain.shared.Rate;

/**
 * A draw as it stands for someone in one period.
 *
 * @param amount     after ramp and proration, rounded half-up once; zero when it is not in force (any more)
 * @param recovering whether what was advanced is recovered in this period
 * @param atMost     the part of the excess over the draw that recovery may take; all of it where left out
 */
public record DrawInForce(Draw.Kind kind, Money amount, boolean recovering, Optional<Rate> atMost) {

    /**
     * @param target     target variable pay of the period, for a draw that is a part of it
     * @param tenure     the month of tenure on the first day of the period in the plan; the month of joining is 1
     * @param daysInPlan calendar or working days, as the draw's proration counts them; at least 0
     * @param days       of the period, counted alike; at least 1
     */
    public static DrawInForce of(Draw draw, Money target, int tenure, long daysInPlan, long days) {
        Currency currency = target.currency();
        boolean inForce = draw.months().isEmpty() || tenure <= draw.months().get();
        BigDecimal whole = switch (draw.amount()) {
            case Limit.Amount amount -> amount.amount().value();
            case Limit.OfTarget share -> share.share().value().multiply(target.toDecimal());
        };
        BigDecimal factor = tenure <= draw.ramp().size() ? draw.ramp().get(tenure - 1).value() : BigDecimal.ONE;
        long part = switch (draw.proration()) {
            case CALENDAR_DAYS, WORKING_DAYS -> daysInPlan;
            case NONE -> days;
        };
        BigDecimal exact = whole.multiply(factor).multiply(BigDecimal.valueOf(part));
        Money amount = inForce
                ? Money.of(exact.divide(BigDecimal.valueOf(days), currency.getDefaultFractionDigits(),
                        RoundingMode.HALF_UP), currency)
                : Money.zero(currency);
        return new DrawInForce(draw.kind(), amount, tenure > draw.recovery().afterMonths(), draw.recovery().atMost());
    }
}
