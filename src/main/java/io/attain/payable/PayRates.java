package io.attain.payable;

import java.util.Currency;
import java.util.Optional;

/** The rates a period is paid at. An inverse counts only if it is listed itself. */
@FunctionalInterface
public interface PayRates {

    Optional<PayRate> of(Currency from, Currency to);
}
