package io.attain.dispute;

import org.springframework.stereotype.Component;

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

    private final FxRates rates;

    InPay(FxRates rates) {
        this.rates = rates;
    }

    Money of(Money amount, Participant who, Period period) {
        if (amount.currency().equals(who.currency())) {
            return amount;
        }
        return rates.all().on(amount.currency(), who.currency(), period.lastDay())
                .map(rate -> ExchangeRates.converted(amount, rate, who.currency()))
                .orElse(amount);
    }
}
