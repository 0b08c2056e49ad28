package io.attain.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.payable.Cash;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;

/** What was booked, and what was invoiced and received for it. */
final class Cashbook {

    private final Map<EventKey, SalesEvent> events = new HashMap<>();
    private final Map<EventKey, List<SalesEvent>> followers = new HashMap<>();

    Cashbook(List<SalesEvent> known) {
        for (SalesEvent event : known) {
            events.put(event.key(), event);
            event.refersTo().ifPresent(
                    original -> followers.computeIfAbsent(original, one -> new ArrayList<>(2)).add(event));
        }
    }

    Optional<Money> booked(EventKey event) {
        return Optional.ofNullable(events.get(event)).map(SalesEvent::amount);
    }

    Optional<LocalDate> bookedOn(EventKey event) {
        return Optional.ofNullable(events.get(event)).map(SalesEvent::eventDate);
    }

    /** What was returned of an event, above zero each. */
    List<Cash> returned(EventKey original, Currency currency) {
        List<Cash> returned = new ArrayList<>();
        for (SalesEvent event : followers.getOrDefault(original, List.of())) {
            if (event.kind() == EventKind.RETURN && event.amount().currency().equals(currency)) {
                returned.add(new Cash(event.eventDate(), event.amount().negate()));
            }
        }
        return returned;
    }

    /** Cash for an event or for one of its invoices, in the currency of the booking: another says nothing of how much came. */
    List<Cash> of(EventKey original, EventKind wanted, Currency currency) {
        List<Cash> cash = new ArrayList<>();
        for (SalesEvent event : followers.getOrDefault(original, List.of())) {
            add(event, wanted, currency, cash);
            if (event.kind() == EventKind.INVOICE) {
                followers.getOrDefault(event.key(), List.of()).forEach(one -> add(one, wanted, currency, cash));
            }
        }
        return cash;
    }

    private static void add(SalesEvent event, EventKind wanted, Currency currency, List<Cash> cash) {
        if (event.kind() == wanted && event.amount().currency().equals(currency)) {
            cash.add(new Cash(event.eventDate(), event.amount()));
        }
    }
}
