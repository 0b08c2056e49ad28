package io.attain.sales;

/** What a deal means to pay today. Derived from its stage and the state of the period of its close date. */
public enum DealState {
    /** Neither won nor lost. */
    PIPELINE,
    /** Lost: pays nothing. */
    LOST,
    /** Won, in the open period or one already closed. */
    BOOKED,
    /** Won, dated after the open period: counts when its period opens. */
    WAITING_FOR_PERIOD,
    /** Came or changed after its period was locked: what was paid stays, the difference will be an adjustment. */
    ADJUSTMENT_DUE
}
