package io.attain.ledger;

/** Where an adjustment stands. */
public enum AdjustmentState {
    PROPOSED, APPROVED, REJECTED
}
