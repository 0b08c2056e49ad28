package io.attain.sales;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * One immutable fact from a source system: a deal that is won, or an event of any kind.
 *
 * @param revision   counts our observations from 1
 * @param eventDate  the day it happened; of a deal, the day it was closed
 * @param seller     whom the source names; other rules may find someone by account, territory, product or touch
 * @param product    the name in the catalogue, or empty
 * @param amount     in the currency of the source; not above zero for a return
 * @param margin     in the same currency
 * @param quantity   in millionths, 0 where the source gives none; not above zero for a return
 * @param attributes whatever else the source says, by name
 * @param refersTo   the event that is returned, invoiced or paid for
 * @param touches    in the order of the source
 */
public record SalesEvent(EventKey key, int revision, EventKind kind, LocalDate eventDate,
        Optional<ParticipantId> seller, Optional<String> account, String product, Money amount, Optional<Money> margin,
        long quantity, Map<String, String> attributes, Optional<EventKey> refersTo, List<Touch> touches) {

    public SalesEvent {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        touches = List.copyOf(touches);
        if (margin.isPresent() && !margin.get().currency().equals(amount.currency())) {
            throw new IllegalArgumentException("amount and margin of " + key + " are in two currencies");
        }
        if (kind == EventKind.RETURN && (amount.isPositive() || quantity > 0 || refersTo.isEmpty())) {
            throw new IllegalArgumentException("the return " + key + " takes nothing back from an original");
        }
    }

    /** A booking of a seller, with nothing but what every deal has. */
    public static SalesEvent booking(EventKey key, int revision, LocalDate eventDate, ParticipantId seller,
            Optional<String> account, String product, Money amount) {
        return new SalesEvent(key, revision, EventKind.BOOKING, eventDate, Optional.of(seller), account, product,
                amount, Optional.empty(), 0, Map.of(), Optional.empty(), List.of());
    }
}
