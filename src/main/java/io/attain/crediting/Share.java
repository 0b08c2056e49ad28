package io.attain.crediting;

import java.math.BigDecimal;

import io.attain.participant.ParticipantId;

/** One part of a split, in percent, with at most six decimals. */
public record Share(ParticipantId participant, BigDecimal percent) {

    public Share {
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0
                || percent.stripTrailingZeros().scale() > 6) {
            throw new IllegalArgumentException("not a percentage of a split: " + percent);
        }
    }
}
