package io.attain.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A posted transfer that can still be reversed.
 *
 * @param key  the key it was posted under
 * @param memo why it was posted, where it says so
 */
public record Reversible(TransferId transfer, String key, TransferKind kind, LocalDate effectiveOn, List<Entry> entries,
        Optional<String> memo) {

    public Reversible {
        entries = List.copyOf(entries);
    }
}
