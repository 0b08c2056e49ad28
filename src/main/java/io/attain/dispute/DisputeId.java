package io.attain.dispute;

/** The number of a dispute. */
public record DisputeId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
