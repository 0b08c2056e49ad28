package io.attain.payout;

/** Port: the process that waits until payments are confirmed. Called within the transaction of what happened. */
public interface PaymentWorkflow {

    /** Payments of the batch are on their way whose confirmation is awaited. */
    void sent(PayoutBatchId batch);

    /** No payment of the batch is awaited any more. Saying so again changes nothing. */
    void settled(PayoutBatchId batch);
}
