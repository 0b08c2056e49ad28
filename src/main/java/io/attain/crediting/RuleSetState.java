package io.attain.crediting;

/** What became of proposed credit rules. */
public enum RuleSetState {
    /** They wait for a second person, and do not count. */
    PROPOSED,
    /** They count from their day until others take over. */
    APPROVED,
    /** They never count. */
    REJECTED
}
