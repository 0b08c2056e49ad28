package io.attain.ledger;

/** The number of an adjustment. */
public record AdjustmentId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
