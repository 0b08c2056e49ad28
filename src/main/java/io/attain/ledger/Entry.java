package io.attain.ledger;

import io.attain.shared.Money;

/**
 * One side of a transfer.
 *
 * @param amount positive is a debit, negative a credit, never zero
 */
public record Entry(Account account, Money amount) {

    public Entry {
        if (amount.isZero()) {
            throw new IllegalArgumentException("an entry moves something");
        }
    }

    public static Entry debit(Account account, Money amount) {
        return new Entry(account, amount);
    }

    public static Entry credit(Account account, Money amount) {
        return new Entry(account, amount.negate());
    }

    /** What the entry adds to the balance as people read it, see {@link AccountType}. */
    public Money towardsBalance() {
        return account.type().natural(amount);
    }
}
