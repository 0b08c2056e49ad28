package io.attain.dispute;

/** How the decider of the moment decides. */
public enum Sitting {

    /** What he decides counts. */
    ALONE,
    /** The claimant's manager decides first; the counterpart's has to come to the same. */
    FIRST,
    /** The counterpart's manager; when he differs from the first, their common superior decides. */
    SECOND
}
