package io.attain.payout;

/** What a column of a payroll file may hold. */
public enum PayrollField {
    EMPLOYEE_NUMBER, NAME, LEGAL_ENTITY, COST_CENTRE, PAY_DATE,
    /** A plain decimal with the currency's own digits, never grouped. */
    AMOUNT, CURRENCY,
    /** The number of the payout batch. */
    BATCH, PERIOD,
    /** The participant's id. */
    PARTICIPANT,
    /** The same text in every line, such as a wage type. */
    FIXED
}
