package io.attain.api;

import io.attain.shared.Money;

/** Money as JSON: the amount as a decimal text, so that no reader takes it for a binary fraction. */
record Amount(String amount, String currency) {

    static Amount of(Money money) {
        return new Amount(money.toDecimal().toPlainString(), money.currency().getCurrencyCode());
    }
}
