package io.attain.shared;

/** How much a finding matters. */
public enum Severity {
    /** Must be repaired before going on. */
    ERROR,
    /** Worth a look; does not stop anyone. */
    WARNING
}
