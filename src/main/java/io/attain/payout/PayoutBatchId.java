package io.attain.payout;

/** The number of a payout batch. */
public record PayoutBatchId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
