package io.attain.dispute;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import io.attain.crediting.FxRates;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.period.Period;
import io.attain.plan.language.Conversion;
import io.attain.shared.Money;

/**
 * Amounts as the routing tables compare them: in the currency of the tables, by the average rate of the dispute's period.
 * An amount whose rate is not known is above every limit, so that it goes the strict way.
 */
@Component
class Limits {

    static final long ABOVE_EVERY_LIMIT = Long.MAX_VALUE;

    private final FxRates rates;
    private final Currency currency;

    Limits(FxRates rates, @Value("${attain.limits.currency:USD}") String currency) {
        this.rates = rates;
        this.currency = Currency.getInstance(currency);
    }

    Currency currency() {
        return currency;
    }

    /** In minor units of the tables' currency, rounded half-up. */
    long minor(Money amount, Period period) {
        return minor(amount, period, rates::all);
    }

    /** The most that anyone's pay would move, in that person's currency. */
    Optional<Money> most(Alternative alternative, Period period) {
        Supplier<ExchangeRates> known = SingletonSupplier.of(rates::all);
        return alternative.consequences().stream()
                .map(Consequence::difference)
                .map(difference -> difference.isPositive() ? difference : difference.negate())
                .max(Comparator.comparingLong(one -> minor(one, period, known)));
    }

    private long minor(Money amount, Period period, Supplier<ExchangeRates> known) {
        if (amount.currency().equals(currency) || amount.isZero()) {
            return amount.minor();
        }
        Optional<BigDecimal> rate = known.get().rate(amount.currency(), currency,
                Conversion.PERIOD_AVERAGE, period.lastDay(), period.span());
        return rate.map(one -> ExchangeRates.converted(amount, one, currency).minor()).orElse(ABOVE_EVERY_LIMIT);
    }
}
