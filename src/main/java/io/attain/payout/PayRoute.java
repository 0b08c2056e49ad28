package io.attain.payout;

/** By which way the people of a legal entity are paid. */
public enum PayRoute {

    /** In the file of a payroll provider. */
    PAYROLL,
    /** By a bank's order, to their own bank details. */
    DIRECT
}
