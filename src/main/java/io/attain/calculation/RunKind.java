package io.attain.calculation;

/** What a run is for. */
public enum RunKind {
    /** To look at; never accepted. */
    DRY,
    /** To close the period by. */
    CLOSE
}
