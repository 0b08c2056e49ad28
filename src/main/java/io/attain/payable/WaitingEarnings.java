package io.attain.payable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.attain.calculation.ResultLine;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.language.Payment;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;

/** What was ever earned in components that do not simply pay what is earned, and where it stands. */
@Component
class WaitingEarnings {

    private final Plans plans;
    private final Runs runs;
    private final Deals deals;

    WaitingEarnings(Plans plans, Runs runs, Deals deals) {
        this.plans = plans;
        this.runs = runs;
        this.deals = deals;
    }

    private record Place(PlanVersionId version, String component) {}

    /**
     * What an event pays in a component: its line and all that corrected it later. They wait together, so that what has to
     * be cut down to the minor unit is cut once, whenever it became known.
     */
    private record Pay(ParticipantId participant, Place place, Optional<EventKey> event, LocalDate on) {

        static Pay of(ResultLine line) {
            return new Pay(line.participant(), new Place(line.planVersion(), line.component()), line.event(),
                    line.eventDate());
        }
    }

    /**
     * By participant, what waits on the morning of a day.
     *
     * @param more lines that no run has stored
     */
    Map<ParticipantId, List<Waits>> on(LocalDate morning, RunId run, List<ResultLine> more) {
        Map<Place, Payment> terms = terms();
        if (terms.isEmpty()) {
            return Map.of();
        }
        Set<PlanId> affected = new LinkedHashSet<>();
        terms.keySet().forEach(place -> affected.add(place.version().plan()));
        List<ResultLine> lines = new ArrayList<>(runs.linesOfPlans(affected, run));
        lines.addAll(more);
        lines.removeIf(line -> !terms.containsKey(new Place(line.planVersion(), line.component())));
        Map<EventKey, Story> stories = stories(lines.stream().flatMap(line -> line.event().stream()).toList());
        Map<Pay, List<ResultLine>> pays = new LinkedHashMap<>();
        lines.forEach(line -> pays.computeIfAbsent(Pay.of(line), pay -> new ArrayList<>()).add(line));
        Map<ParticipantId, List<Waits>> waiting = new HashMap<>();
        pays.forEach((pay, parts) -> {
            Payment payment = Optional.ofNullable(terms.get(pay.place())).orElse(Payment.AT_ONCE);
            earning(pay, parts, payment, stories).ifPresent(earning -> {
                Position position = Position.of(earning, morning);
                if (!position.uncollected().isZero() || !position.heldBack().isZero()) {
                    waiting.computeIfAbsent(pay.participant(), p -> new ArrayList<>()).add(new Waits(earning,
                            pay.event().flatMap(event -> Optional.ofNullable(stories.get(event)))
                                    .map(story -> story.original().key().toString()).orElse(pay.place().component()),
                            position));
                }
            });
        });
        return waiting;
    }

    /** Where one line stands on the morning of a day. */
    Position of(ResultLine line, LocalDate morning) {
        Payment payment = Optional.ofNullable(terms().get(new Place(line.planVersion(), line.component())))
                .orElse(Payment.AT_ONCE);
        Money zero = Money.zero(line.amount().currency());
        return earning(Pay.of(line), List.of(line), payment, stories(line.event().stream().toList()))
                .map(earning -> Position.of(earning, morning))
                .orElseGet(() -> new Position(zero, zero, line.amount()));
    }

    /** Empty for what is paid at once: events that are no booking, and no return of one. */
    private static Optional<Earning> earning(Pay pay, List<ResultLine> parts, Payment payment,
            Map<EventKey, Story> stories) {
        ResultLine first = parts.getFirst();
        Money amount = parts.stream().map(ResultLine::amount).reduce(Money::plus).orElseThrow();
        if (pay.event().isEmpty()) {
            return Optional.of(Earning.ofNoEvent(key(first), first.component(), amount, payment, first.eventDate()));
        }
        return Optional.ofNullable(stories.get(pay.event().get()))
                .map(story -> story.earning(first, amount, payment));
    }

    private static String key(ResultLine line) {
        return line.run() + "/" + line.lineNo();
    }

    private Map<Place, Payment> terms() {
        Map<Place, Payment> terms = new HashMap<>();
        for (PlanVersion version : plans.all()) {
            version.definition().components().forEach(component -> {
                if (component.payment().on() != Payment.On.BOOKING || component.payment().holdback().isPresent()) {
                    terms.put(new Place(version.id(), component.id()), component.payment());
                }
            });
        }
        return terms;
    }

    /** A booking with all that came of it. */
    private record Story(SalesEvent original, List<SalesEvent> followers) {

        Earning earning(ResultLine line, Money amount, Payment payment) {
            return new Earning(key(line), line.component(), amount, payment,
                    line.eventDate(), original.eventDate(), original.amount(),
                    of(EventKind.RETURN).map(cash -> new Cash(cash.on(), cash.amount().negate())).toList(),
                    switch (payment.on()) {
                        case BOOKING -> List.of();
                        case INVOICE -> of(EventKind.INVOICE).toList();
                        case COLLECTION -> of(EventKind.COLLECTION).toList();
                    });
        }

        /** In the currency of the booking alone: another one says nothing of how much of it has come. */
        private Stream<Cash> of(EventKind kind) {
            return followers.stream().filter(event -> event.kind() == kind)
                    .filter(event -> event.amount().currency().equals(original.amount().currency()))
                    .map(event -> new Cash(event.eventDate(), event.amount()));
        }
    }

    /**
     * By the event of a line; none for events that are neither booked nor the return of a booking: they are paid at once. Cash
     * may come for a booking or for its invoice.
     */
    private Map<EventKey, Story> stories(Collection<EventKey> events) {
        Map<EventKey, EventKey> originals = new HashMap<>();
        for (SalesEvent event : deals.with(new LinkedHashSet<>(events))) {
            switch (event.kind()) {
                case BOOKING -> originals.put(event.key(), event.key());
                case RETURN -> event.refersTo().ifPresent(original -> originals.put(event.key(), original));
                case INVOICE, COLLECTION, STAGE, ACTIVITY, KPI -> {
                }
            }
        }
        Map<EventKey, SalesEvent> known = new HashMap<>();
        Map<EventKey, List<SalesEvent>> followers = new HashMap<>();
        Map<EventKey, EventKey> invoices = new HashMap<>();
        for (SalesEvent event : deals.with(new LinkedHashSet<>(originals.values()))) {
            known.put(event.key(), event);
            event.refersTo().ifPresent(original -> {
                followers.computeIfAbsent(original, o -> new ArrayList<>()).add(event);
                if (event.kind() == EventKind.INVOICE) {
                    invoices.put(event.key(), original);
                }
            });
        }
        for (SalesEvent event : deals.with(invoices.keySet())) {
            event.refersTo().map(invoices::get).ifPresent(
                    original -> followers.computeIfAbsent(original, o -> new ArrayList<>()).add(event));
        }
        Map<EventKey, Story> stories = new HashMap<>();
        originals.forEach((event, original) -> Optional.ofNullable(known.get(original))
                .ifPresent(sale -> stories.put(event, new Story(sale, followers.getOrDefault(original, List.of())))));
        return stories;
    }

    static Money uncollected(List<Waits> waits, Money zero) {
        return waits.stream().map(one -> one.position().uncollected()).reduce(zero, Money::plus);
    }

    static Money heldBack(List<Waits> waits, Money zero) {
        return waits.stream().map(one -> one.position().heldBack()).reduce(zero, Money::plus);
    }
}
