package io.attain.reopening;

/** The life of a request to reopen a period. */
public enum ReopeningState {

    /** Waits for a second person. */
    ASKED,
    /** Approved; the lock is about to be undone. */
    APPROVED,
    /** Turned down with a reason. */
    REJECTED,
    /** The lock is undone and the period open. */
    DONE,
    /** It was no longer possible when it was to be done. */
    LAPSED;

    /** Whether something of it is still to come; the payout waits as long. */
    public boolean isPending() {
        return this == ASKED || this == APPROVED;
    }
}
