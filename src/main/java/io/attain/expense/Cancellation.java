package io.attain.expense;

import java.time.YearMonth;

/**
 * Part of a contract, or all of it, comes to its end before its time.
 *
 * @param cancelled how much of the contract, in any unit; more than the whole counts as the whole
 * @param whole     the contract in the same unit, more than zero
 */
public record Cancellation(YearMonth month, long cancelled, long whole) {

    public Cancellation {
        if (whole <= 0 || cancelled < 0) {
            throw new IllegalArgumentException("%d of %d cannot be cancelled".formatted(cancelled, whole));
        }
    }
}
