package io.attain.crediting.rule;

import java.util.List;

/**
 * A split set in force for one event.
 *
 * @param version from 1
 * @param overlay whether the shares, in percent, are beside the event and round singly; else they are weights, and the
 *                event is shared by them to the cent
 * @param parts   in the order agreed, nobody twice
 */
public record AgreedSplit(int version, boolean overlay, List<Part> parts) {

    public AgreedSplit {
        parts = List.copyOf(parts);
    }
}
