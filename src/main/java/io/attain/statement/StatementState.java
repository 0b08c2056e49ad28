package io.attain.statement;

/** Whether a statement is final. */
public enum StatementState {

    /** Earned so far: computed when asked for, not yet anybody's word. */
    PREVIEW,
    /** Published at the lock of its period and unchangeable since. */
    PUBLISHED
}
