package io.attain.participant;

/** The life of a quota correction that was asked for. */
public enum QuotaProposalState {
    PROPOSED, APPROVED, REJECTED
}
