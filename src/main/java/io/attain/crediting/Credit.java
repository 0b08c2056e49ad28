package io.attain.crediting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/**
 * The share of one sales event that counts for one participant.
 *
 * @param revision     the revision of the event
 * @param splitVersion the version of the split set, 0 when there is none
 * @param share        the part of the event, from 0 exclusive to 1 inclusive
 * @param amount       the part of the event's amount; the credits of an event add up to it to the cent
 */
public record Credit(CreditId id, EventKey event, int revision, int splitVersion, LocalDate eventDate,
        ParticipantId participant, CreditRole role, BigDecimal share, Money amount, String product,
        Optional<String> account) {}
