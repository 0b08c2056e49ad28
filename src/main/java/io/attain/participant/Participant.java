package io.attain.participant;

import java.util.Currency;
import java.util.Optional;

import io.attain.identity.UserId;
import io.attain.shared.DateRange;

/**
 * Someone who can be paid.
 *
 * @param currency the currency of pay
 * @param user     the sign-in of this person, if there is one
 * @param employed from the first day of employment to the day after the last, or open
 */
public record Participant(ParticipantId id, String name, String employeeNumber, String legalEntity, String costCentre,
        Currency currency, Optional<UserId> user, DateRange employed) {}
