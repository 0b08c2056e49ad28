package io.attain.participant;

/** The number of a quota correction that was asked for. */
public record QuotaProposalId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
