package io.attain.crediting.rule;

import java.math.BigDecimal;

import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;

/**
 * Who stands for an account, a territory, a product, a partner or a channel, and when.
 *
 * @param subject its name
 * @param percent of the event; 100 for all but specialists, of whom there may be several
 */
public record Responsibility(Kind kind, String subject, ParticipantId participant, BigDecimal percent,
        DateRange days) {

    /** For what someone is responsible. */
    public enum Kind {
        ACCOUNT, TERRITORY, PRODUCT, PARTNER, CHANNEL
    }
}
