package io.attain.dispute;

/** What a claimant wants. */
public enum ClaimKind {

    /** A share of a deal the claimant is not, or not enough, credited with. */
    SPLIT_REQUEST,
    /** Another crediting of a deal that stands on the claimant's statement. */
    CREDIT_CONTEST
}
