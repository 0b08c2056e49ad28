package io.attain.split;

/** Where a split request stands. */
public enum SplitState {

    /** The sharers are asked. */
    PROPOSED,
    /** All have agreed; the deal is worth so much that a manager decides. */
    WITH_MANAGER,
    /** Agreed, and decided where that was needed; waits for the deal to be won. */
    AGREED,
    /** The deal is won and shared as agreed. */
    IN_FORCE,
    /** A sharer said no. */
    DECLINED,
    /** A sharer did not answer in time. */
    LAPSED,
    /** The manager said no. */
    REJECTED,
    /** Taken back by whoever proposed it. */
    WITHDRAWN,
    /** Overtaken: the deal was lost, changed hands, was shared otherwise, or its period is locked. */
    VOID;

    public boolean isOpen() {
        return this == PROPOSED || this == WITH_MANAGER || this == AGREED;
    }
}
