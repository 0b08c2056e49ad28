package io.attain.ledger;

import java.util.UUID;

/** The key of a transfer. */
public record TransferId(UUID value) {

    static TransferId fresh() {
        return new TransferId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
