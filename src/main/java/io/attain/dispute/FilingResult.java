package io.attain.dispute;

/** What became of a filing. */
public sealed interface FilingResult {

    /** The dispute is open: in triage, with the counterparts, or with who decides. */
    record Filed(DisputeId id) implements FilingResult {}

    /** The deal had an open dispute already; the claim is decided together with it. */
    record Joined(DisputeId id) implements FilingResult {}

    /**
     * Nothing was opened.
     *
     * @param code     stable, for example {@code dispute-period-locked}
     * @param sentence for the claimant
     */
    record Refused(String code, String sentence) implements FilingResult {}
}
