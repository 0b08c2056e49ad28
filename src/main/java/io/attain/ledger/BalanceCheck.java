package io.attain.ledger;

import java.time.Instant;
import java.util.List;

import io.attain.shared.Money;

/**
 * What a comparison of the running balances with the entries found.
 *
 * @param by        the user who asked for it, or {@code system}
 * @param accounts  how many accounts were compared, each currency of one counted
 * @param differing those that say something else, by account
 */
public record BalanceCheck(Instant at, String by, long accounts, List<Difference> differing) {

    public BalanceCheck {
        differing = List.copyOf(differing);
    }

    /**
     * An account that differs, in its natural direction.
     *
     * @param kept   what the running balance says
     * @param posted what the entries come to
     */
    public record Difference(Account account, Money kept, Money posted) {}

    public boolean agrees() {
        return differing.isEmpty();
    }
}
