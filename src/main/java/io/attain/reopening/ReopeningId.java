package io.attain.reopening;

/** The number of a request to reopen a period. */
public record ReopeningId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
