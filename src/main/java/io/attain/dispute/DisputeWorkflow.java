package io.attain.dispute;

/** What steers a dispute once it is filed. Called in the transaction of what happened. */
public interface DisputeWorkflow {

    /** A dispute was filed and is in triage, with its counterparts, or with its decider. */
    void opened(DisputeId id);

    /** Its claimant has taken it back. */
    void withdrawn(DisputeId id);

    /** A party is not content with the decision: it is with the next decider. */
    /** The parties settled it between themselves while it waited for a decision. */
    void settled(DisputeId id);

    void appealed(DisputeId id);

    /** Its claimant came with new evidence: it is in triage again. */
    void reopened(DisputeId id);
}
