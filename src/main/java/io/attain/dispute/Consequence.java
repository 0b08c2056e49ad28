package io.attain.dispute;

import java.util.List;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * What one split does to one person's earnings of the whole period.
 *
 * @param parts the components whose earnings change, with the change
 */
public record Consequence(ParticipantId participant, Money before, Money after, List<Part> parts) {

    public Consequence {
        parts = List.copyOf(parts);
    }

    public Money difference() {
        return after.minus(before);
    }

    /** The change of one component. */
    public record Part(String component, Money difference) {}
}
