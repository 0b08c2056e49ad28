package io.attain.ledger;

/** Why money moved. */
public enum TransferKind {

    /** Expense to earned: a run's result at the lock of its period. */
    ACCRUAL,
    /** Expense to earned: an adjustment with a reason and two names. */
    ADJUSTMENT,
    /** Expense to earned: what is known now of a locked period, less what it was paid. */
    PRIOR_PERIOD,
    /** Earned to payable: released by finance. */
    PAYABLE,
    /** Payable to paid: written into a payroll file; or in payment to paid: confirmed. */
    PAID,
    /** Payable to in payment: written into a file whose confirmation is awaited. */
    SENT,
    /** Paid or in payment back to payable: the payment came back. */
    BOUNCED,
    /** Payable to held: a cause, such as an open dispute, keeps it from being paid. */
    HOLD,
    /** Held to payable: the cause is settled, wholly or in part. */
    RELEASE,
    /** Earned to uncollected at the lock, and back as invoices or cash come in. */
    COLLECTION,
    /** Earned to holdback at the lock, and back when the days are over. */
    HOLDBACK,
    /** Earned to exchange in a plan's currency, and exchange to earned in the pay currency: one transfer. */
    EXCHANGE,
    /** Draw receivable to earned: pay topped up to a recoverable draw; from expense when it is a guarantee. */
    DRAW,
    /** Earned to draw receivable: an advance recovered. */
    RECOVERY,
    /** Clawback receivable to earned where pay would go below zero, and back from later pay. */
    CLAWBACK,
    /** The mirror image of an earlier transfer. */
    REVERSAL
}
