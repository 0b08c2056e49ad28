package io.attain.statement;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * What someone earns in a run beside the period before.
 *
 * @param previous zero when there was no statement
 */
public record Variance(ParticipantId participant, Money current, Money previous) {

    public Money difference() {
        return current.minus(previous);
    }
}
