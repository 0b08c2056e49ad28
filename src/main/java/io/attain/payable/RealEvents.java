package io.attain.payable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Example;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Payment;
import io.attain.plan.language.PlanDefinition;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.Rate;

/** Someone's credits as events of an example, with what came in for them. */
@Component
class RealEvents {

    private static final Set<String> WORDS = Set.of("on", "kind", "role", "amount", "whole", "refersTo", "event",
            "product", "account", "quantity", "margin");

    private final Deals deals;

    RealEvents(Deals deals) {
        this.deals = deals;
    }

    /** @param end whatever happens from this day on is left out */
    List<Example.Event> of(List<Credit> credits, PlanDefinition plan, LocalDate end) {
        List<Credit> counted = credits.stream().filter(credit -> credit.kind() != EventKind.KPI).toList();
        Map<EventKey, SalesEvent> known = deals.with(counted.stream().map(Credit::event).distinct().toList()).stream()
                .filter(event -> event.eventDate().isBefore(end))
                .collect(Collectors.toMap(SalesEvent::key, Function.identity(), (one, other) -> one,
                        LinkedHashMap::new));
        Set<EventKey> credited = counted.stream().map(Credit::event).collect(Collectors.toSet());
        Set<EventKey> named = named(counted, known.values(), credited);
        List<Example.Event> events = new ArrayList<>();
        counted.forEach(credit -> events.add(event(credit, Optional.ofNullable(known.get(credit.event())), named)));
        if (plan.components().stream().anyMatch(component -> component.payment().on() != Payment.On.BOOKING)) {
            known.values().stream().filter(event -> !credited.contains(event.key()))
                    .filter(event -> event.refersTo().filter(named::contains).isPresent())
                    .forEach(event -> events.add(cash(event)));
        }
        return events;
    }

    /** What others refer to, and what is credited in several roles. */
    private static Set<EventKey> named(List<Credit> counted, Collection<SalesEvent> known, Set<EventKey> credited) {
        Set<EventKey> named = new HashSet<>();
        known.forEach(event -> event.refersTo().filter(credited::contains).ifPresent(named::add));
        Set<EventKey> seen = new HashSet<>();
        counted.stream().map(Credit::event).filter(key -> !seen.add(key)).forEach(named::add);
        return named;
    }

    private static Example.Event event(Credit credit, Optional<SalesEvent> whole, Set<EventKey> named) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (named.contains(credit.event())) {
            fields.put("event", credit.event().toString());
        }
        if (!credit.product().isBlank()) {
            fields.put("product", credit.product());
        }
        credit.account().ifPresent(account -> fields.put("account", account));
        if (credit.quantity() != 0) {
            fields.put("quantity", new Rate(BigDecimal.valueOf(credit.quantity(), Measure.DECIMALS)).toString());
        }
        credit.margin().ifPresent(margin -> fields.put("margin", margin.toDecimal().toPlainString()));
        credit.attributes().forEach((name, value) -> {
            if (!WORDS.contains(name) && !value.isBlank()) {
                fields.put(name, value);
            }
        });
        Optional<EventKey> original = whole.flatMap(SalesEvent::refersTo).filter(named::contains);
        Rate amount = new Rate(credit.amount().toDecimal());
        // A return of what was earned long ago is a negative event like any other.
        Example.Kind kind = credit.kind() == EventKind.RETURN && original.isEmpty()
                ? Example.Kind.valueOf(credit.countedAs().name())
                : Example.Kind.valueOf(credit.kind().name());
        return new Example.Event(credit.eventDate(), kind, role(credit.role()), Optional.of(amount),
                whole.map(event -> new Rate(event.amount().toDecimal())).filter(all -> !all.equals(amount)),
                mayRefer(kind) ? original.map(EventKey::toString) : Optional.empty(), fields);
    }

    private static boolean mayRefer(Example.Kind kind) {
        return kind == Example.Kind.RETURN || kind == Example.Kind.INVOICE || kind == Example.Kind.COLLECTION;
    }

    /** What nobody is credited with is still paid. */
    private static Example.Event cash(SalesEvent event) {
        return new Example.Event(event.eventDate(), Example.Kind.valueOf(event.kind().name()),
                CreditSelection.Role.DIRECT, Optional.of(Rate.ZERO),
                Optional.of(new Rate(event.amount().toDecimal())), event.refersTo().map(EventKey::toString), Map.of());
    }

    private static CreditSelection.Role role(CreditRole role) {
        return CreditSelection.Role.valueOf(role.name());
    }
}
