package io.attain.crediting.rule;

import java.math.BigDecimal;

import io.attain.participant.ParticipantId;

/** A participant with a weight of zero or more; percentages and integers serve alike. */
public record Part(ParticipantId participant, BigDecimal weight) {

    public Part {
        if (weight.signum() < 0) {
            throw new IllegalArgumentException("a weight is not negative: " + weight);
        }
    }
}
