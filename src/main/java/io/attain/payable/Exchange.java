package io.attain.payable;

import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;

import io.attain.shared.Money;

/**
 * What a period brings to someone who is paid in another currency than a plan counts. What became payable is converted
 * once, half-up; what waits stays in the plan's currency and is converted in the period in which it becomes payable. The
 * parts add up to the whole to the minor unit: each is the difference between two converted sums.
 *
 * @param earned      the lines of the period, in the plan's currency as all that follow
 * @param corrected   of locked periods
 * @param uncollected what more waits for invoice or cash than before; of any sign
 * @param heldBack    what more is kept back than before; of any sign
 * @param to          the pay currency
 * @param rate        none where none is listed: then nothing of it can be paid
 */
public record Exchange(Money earned, Money corrected, Money uncollected, Money heldBack, Currency to,
        Optional<PayRate> rate) {

    public Currency from() {
        return earned.currency();
    }

    /** What became payable, in the plan's currency. */
    public Money payable() {
        return earned.plus(corrected).minus(uncollected).minus(heldBack);
    }

    /** What became payable, in the pay currency. */
    public Money paid() {
        return converted(payable());
    }

    public Money earnedInPay() {
        return converted(earned);
    }

    public Money correctedInPay() {
        return converted(earned.plus(corrected)).minus(converted(earned));
    }

    public Money uncollectedInPay() {
        return converted(earned.plus(corrected)).minus(converted(earned.plus(corrected).minus(uncollected)));
    }

    public Money heldBackInPay() {
        return converted(earned.plus(corrected).minus(uncollected)).minus(paid());
    }

    private Money converted(Money amount) {
        return converted(amount, to, rate);
    }

    /** major units × rate, rounded half-up once to the minor unit; zero without a rate. */
    static Money converted(Money amount, Currency to, Optional<PayRate> rate) {
        return rate.map(known -> Money.rounded(amount.toDecimal().multiply(known.rate()), to, RoundingMode.HALF_UP))
                .orElse(Money.zero(to));
    }
}
