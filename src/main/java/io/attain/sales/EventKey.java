package io.attain.sales;

/** What a source system calls a deal or sales event: the idempotency key of everything that is imported about it. */
public record EventKey(String source, String externalId) {

    public EventKey {
        if (source.isBlank() || source.length() > 40 || externalId.isBlank() || externalId.length() > 80) {
            throw new IllegalArgumentException("not an event key: " + source + "/" + externalId);
        }
    }

    @Override
    public String toString() {
        return source + "/" + externalId;
    }
}
