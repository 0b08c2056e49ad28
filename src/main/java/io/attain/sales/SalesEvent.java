package io.attain.sales;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * One immutable fact from a source system: a revision of a deal that is won.
 *
 * @param revision  counts our observations of the deal from 1
 * @param eventDate the day the deal was closed
 * @param product   the name in the catalogue
 */
public record SalesEvent(EventKey key, int revision, EventKind kind, LocalDate eventDate, ParticipantId seller,
        Optional<String> account, String product, Money amount, Map<String, String> attributes) {}
