package io.attain.dispute;

/** What steers a dispute once it is filed. Called in the transaction of the filing. */
public interface DisputeWorkflow {

    /** A dispute was filed and is with its counterparts, or with its manager when there are none. */
    void opened(DisputeId id);

    /** Its claimant has taken it back. */
    void withdrawn(DisputeId id);
}
