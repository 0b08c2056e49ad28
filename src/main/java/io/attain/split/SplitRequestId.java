package io.attain.split;

/** The number of a split request. */
public record SplitRequestId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
