package io.attain.readiness;

import java.util.Optional;

import io.attain.shared.Sha256;

/**
 * Something to resolve or to waive before a period is closed.
 *
 * @param rule   the rule that found it
 * @param digest of all that was found: a waiver is of exactly this, and dies when it changes
 * @param waiver who let it stand, and why
 */
public record CloseFinding(String rule, String title, Weight weight, String subject, String sentence, String remedy,
        Sha256 digest, Optional<Waiver> waiver) {

    /** Whether nobody has waived it. */
    public boolean isOpen() {
        return waiver.isEmpty();
    }

    /** Whether the close cannot go on with it. */
    public boolean blocks() {
        return isOpen() && weight == Weight.BLOCKING;
    }
}
