package io.attain.ledger;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.shared.Money;

/**
 * A manual correction somebody proposes.
 *
 * @param amount positive gives, negative takes, never zero; in the participant's currency
 * @param reason what the participant reads on the statement, at most 500 characters
 */
public record AdjustmentDraft(ParticipantId participant, PeriodId period, Money amount, String reason) {

    public AdjustmentDraft {
        reason = reason.strip();
    }
}
