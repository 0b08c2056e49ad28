package io.attain.dispute;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * What a split does to one participant's earnings of the open period. Someone outside the reader's line is shown by the
 * difference only.
 */
public record Effect(ParticipantId participant, Money before, Money after) {

    public Money difference() {
        return after.minus(before);
    }
}
