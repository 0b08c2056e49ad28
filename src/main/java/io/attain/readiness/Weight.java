package io.attain.readiness;

/** How much a finding matters to the close. */
public enum Weight {
    /** Keeps the close from going on until it is resolved or waived. */
    BLOCKING,
    /** Worth a look; stops nobody. */
    WARNING
}
