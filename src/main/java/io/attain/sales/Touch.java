package io.attain.sales;

import java.time.LocalDate;
import java.util.Optional;

import io.attain.participant.ParticipantId;

/**
 * One contact with the customer on the way to a sale.
 *
 * @param participant who had it; where left out, whoever the channel is credited to
 */
public record Touch(String channel, Optional<ParticipantId> participant, LocalDate date) {}
