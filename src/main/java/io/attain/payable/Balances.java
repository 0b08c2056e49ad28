package io.attain.payable;

import java.util.Currency;

import io.attain.shared.Money;

/**
 * What someone owes, carried from period to period and from plan to plan.
 *
 * @param draw     what was advanced by recoverable draws and not recovered yet; zero or more
 * @param clawback what was taken back and could not be taken from pay yet; zero or more
 */
public record Balances(Money draw, Money clawback) {

    public Balances {
        if (draw.isNegative() || clawback.isNegative()) {
            throw new IllegalArgumentException("nobody is owed a receivable: %s, %s".formatted(draw, clawback));
        }
    }

    public static Balances none(Currency currency) {
        return new Balances(Money.zero(currency), Money.zero(currency));
    }
}
