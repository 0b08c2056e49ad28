package io.attain.ledger;

/** Why money moved. */
public enum TransferKind {

    /** Expense to earned: a run's result at the lock of its period. */
    ACCRUAL,
    /** Expense to earned: an adjustment with a reason and two names. */
    ADJUSTMENT,
    /** Earned to payable: released by finance. */
    PAYABLE,
    /** Payable to paid: written into a payroll file. */
    PAID,
    /** The mirror image of an earlier transfer. */
    REVERSAL
}
