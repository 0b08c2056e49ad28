package io.attain.ledger;

import io.attain.shared.Money;

/** The kinds of account. A balance is told in the account's natural direction, so all of them are usually positive. */
public enum AccountType {

    /** What incentive pay cost the company; grows by debits. */
    EXPENSE(true),
    /** What a participant has earned and finance has not yet released; grows by credits. */
    EARNED(false),
    /** What may be paid to a participant now; grows by credits. */
    PAYABLE(false),
    /** What was earned on deals whose invoice or cash is still to come; grows by credits. */
    UNCOLLECTED(false),
    /** What is kept back of payable pay for the days the plan says; grows by credits. */
    HOLDBACK(false),
    /** What may not be paid while its cause, such as a dispute, is open; grows by credits. */
    HELD(false),
    /** What payroll or the bank was told to pay and has not confirmed yet; grows by credits. */
    IN_PAYMENT(false),
    /** What payroll was told to pay a participant; grows by credits. */
    PAID(false),
    /**
     * Where what was earned in one currency turns into pay in another: it stays, in both; grows by credits in the plan's
     * and by debits in the pay currency.
     */
    EXCHANGE(false),
    /** What was advanced by a recoverable draw and is not recovered yet; grows by debits. */
    DRAW_RECEIVABLE(true),
    /** What a participant owes: pay taken back beyond what there was to take, and a leaver's draw; grows by debits. */
    CLAWBACK_RECEIVABLE(true);

    private final boolean debit;

    AccountType(boolean debit) {
        this.debit = debit;
    }

    /** A sum of debits (positive) and credits (negative) as people read the account. */
    Money natural(Money debits) {
        return growsByDebit() ? debits : debits.negate();
    }

    boolean growsByDebit() {
        return debit;
    }
}
