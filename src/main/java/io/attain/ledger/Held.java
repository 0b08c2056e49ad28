package io.attain.ledger;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * Pay that waits for its cause to be settled.
 *
 * @param amount    positive
 * @param movements how many holds and releases made the balance
 */
public record Held(ParticipantId participant, String cause, Money amount, int movements) {}
