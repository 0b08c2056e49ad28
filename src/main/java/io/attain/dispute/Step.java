package io.attain.dispute;

/** A step of a dispute that has a time limit. */
public enum Step {

    /** A comp admin looks at the claim; after that it goes on as it is. */
    TRIAGE,
    /** The counterparts answer. */
    ANSWER,
    /** The decider decides. */
    DECISION,
    /** The claimant gives what was asked for; the clock of who asked stands still meanwhile. */
    INFORMATION,
    /** A comp admin reviews what was decided; after that finance does. */
    REVIEW,
    /** Finance approves; after that its director. */
    APPROVAL,
    /** Who is not content appeals, or the claimant comes with new evidence; after that the dispute is closed. */
    APPEAL
}
