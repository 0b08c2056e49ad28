package io.attain.ledger;

/** Port: the process that asks for the second name. Called within the transaction of the proposal. */
public interface AdjustmentWorkflow {

    void proposed(AdjustmentId id);
}
