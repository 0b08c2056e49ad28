package io.attain.calculation;

/** The life of a run. */
public enum RunState {

    /** Inputs are frozen; chunks are being calculated. */
    FROZEN,
    /** Every chunk is calculated; the lines never change again. */
    CALCULATED,
    /** The period was closed by it. */
    ACCEPTED,
    /** Given up. */
    DISCARDED,
    /** The period was closed by it and reopened: it stays to be read, and counts no more. */
    REOPENED;

    public boolean mayBecome(RunState next) {
        return switch (this) {
            case FROZEN -> next == CALCULATED || next == DISCARDED;
            case CALCULATED -> next == ACCEPTED || next == DISCARDED;
            case ACCEPTED -> next == REOPENED;
            case DISCARDED, REOPENED -> false;
        };
    }
}
