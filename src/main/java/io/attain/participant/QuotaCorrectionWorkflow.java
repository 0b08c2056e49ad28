package io.attain.participant;

/** Port: asks a second person for quotas of settled periods, in the transaction in which they were proposed. */
public interface QuotaCorrectionWorkflow {

    void proposed(QuotaProposalId id);
}
