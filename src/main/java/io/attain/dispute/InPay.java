package io.attain.dispute;

import java.util.function.Supplier;

import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import io.attain.crediting.FxRates;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.participant.Participant;
import io.attain.period.Period;
import io.attain.shared.Money;

/**
 * What a plan counts in its own currency, in the currency somebody is paid in: at the rate a close of the period would
 * pay, that of its last day or the last listed before it, half-up. Without a rate it stays as it is; then no payout of
 * the period can be prepared either.
 */
@Component
class InPay {

    /** What amounts of one period come to in somebody's pay currency. */
    @FunctionalInterface
    interface AtPeriod {

        Money of(Money amount, Participant who);
    }

    private final FxRates rates;

    InPay(FxRates rates) {
        this.rates = rates;
    }

    /** The rates are read at most once, and only where something is to be converted. */
    AtPeriod at(Period period) {
        Supplier<ExchangeRates> listed = SingletonSupplier.of(rates::all);
        return (amount, who) -> amount.currency().equals(who.currency())
                ? amount
                : listed.get().on(amount.currency(), who.currency(), period.lastDay())
                        .map(rate -> ExchangeRates.converted(amount, rate, who.currency()))
                        .orElse(amount);
    }
}
