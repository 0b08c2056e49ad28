package io.attain.dispute;

/** What became of a filing. */
public sealed interface FilingResult {

    /** The dispute is open and with the counterparts, or with the manager when there are none. */
    record Filed(DisputeId id) implements FilingResult {}

    /**
     * Nothing was opened.
     *
     * @param code     stable, for example {@code dispute-period-locked}
     * @param sentence for the claimant
     */
    record Refused(String code, String sentence) implements FilingResult {}
}
