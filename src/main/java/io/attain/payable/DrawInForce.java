package io.attain.payable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.attain.plan.language.Draw;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Proration;
import io.attain.shared.DateRange;
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
     * The days of a period in one month of tenure.
     *
     * @param tenure the month of joining is 1
     * @param days   calendar or working days, as the draw's proration counts them; at least 0
     */
    public record Stretch(int tenure, long days) {

        /** The days of a period for which the draw counts, month by month. */
        public static List<Stretch> of(Draw draw, DateRange period, DateRange inPlan, LocalDate joined,
                Predicate<LocalDate> isWorkingDay) {
            DateRange counted = draw.proration() == Proration.NONE ? period : inPlan;
            List<Stretch> stretches = new ArrayList<>();
            for (YearMonth month = YearMonth.from(counted.from()); month.atDay(1).isBefore(counted.to()); month = month
                    .plusMonths(1)) {
                long tenure = ChronoUnit.MONTHS.between(YearMonth.from(joined), month) + 1;
                counted.intersect(new DateRange(month.atDay(1), month.plusMonths(1).atDay(1)))
                        .ifPresent(days -> stretches.add(new Stretch(Math.toIntExact(Math.max(1, tenure)),
                                DrawInForce.days(draw, days, isWorkingDay))));
            }
            return stretches;
        }
    }

    /** How many days of the range the draw's proration counts. */
    public static long days(Draw draw, DateRange range, Predicate<LocalDate> isWorkingDay) {
        return draw.proration() == Proration.WORKING_DAYS
                ? range.from().datesUntil(range.to()).filter(isWorkingDay).count()
                : range.days();
    }

    /**
     * Each day brings its part of the whole, by the factor of its month of tenure. Recovery begins in the period whose
     * first month is late enough.
     *
     * @param target    target variable pay of the whole period, for a draw that is a part of it
     * @param stretches in order of time; at least one
     * @param days      of the period, counted alike; at least 1
     */
    public static DrawInForce of(Draw draw, Money target, List<Stretch> stretches, long days) {
        Currency currency = target.currency();
        BigDecimal whole = switch (draw.amount()) {
            case Limit.Amount amount -> amount.amount().value();
            case Limit.OfTarget share -> share.share().value().multiply(target.toDecimal());
        };
        BigDecimal counted = stretches.stream()
                .filter(stretch -> draw.months().isEmpty() || stretch.tenure() <= draw.months().get())
                .map(stretch -> factor(draw, stretch.tenure()).multiply(BigDecimal.valueOf(stretch.days())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Money amount = Money.of(whole.multiply(counted).divide(BigDecimal.valueOf(days),
                currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), currency);
        return new DrawInForce(draw.kind(), amount,
                stretches.getFirst().tenure() > draw.recovery().afterMonths(), draw.recovery().atMost());
    }

    /** The same in a pay currency, at the period's rate, rounded half-up once; empty where no rate is known. */
    public Optional<DrawInForce> in(Currency pay, PayRates rates) {
        if (amount.currency().equals(pay)) {
            return Optional.of(this);
        }
        return rates.of(amount.currency(), pay).map(rate -> new DrawInForce(kind,
                Exchange.converted(amount, pay, Optional.of(rate)), recovering, atMost));
    }

    private static BigDecimal factor(Draw draw, int tenure) {
        return tenure <= draw.ramp().size() ? draw.ramp().get(tenure - 1).value() : BigDecimal.ONE;
    }
}
