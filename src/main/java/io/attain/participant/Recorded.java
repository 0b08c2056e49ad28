package io.attain.participant;

import java.util.List;

/** What recording a fact did. */
public sealed interface Recorded {

    /** The fact was new. */
    record Added() implements Recorded {}

    /** The fact was known and differs now. */
    record Changed(List<FieldChange> changes) implements Recorded {}

    /** The fact was known and is the same. */
    record Unchanged() implements Recorded {}

    /**
     * The fact would change what is settled: it is kept aside until somebody else approves it.
     *
     * @param proposal where it waits
     * @param meets    what is settled, in words
     */
    record Waits(QuotaProposalId proposal, String meets) implements Recorded {}
}
