package io.attain.dispute;

/** A step of a dispute that has a time limit. */
public enum Step {

    /** The counterparts answer. */
    ANSWER,
    /** The decider decides. */
    DECISION,
    /** The claimant gives what the decider asked for; the decision's clock stands still meanwhile. */
    INFORMATION
}
