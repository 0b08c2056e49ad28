package io.attain.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.TextNode;

import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.Part;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.sales.Touch;
import io.attain.shared.Money;

/** The events of a scenario, and how they are split. */
final class EventEntries {

    private static final String SOURCE = "simulation";

    private final ScenarioDocument document;
    private final PeopleEntries people;
    private final Currency currency;
    private final Map<EventKey, List<AgreedSplit>> splits = new HashMap<>();

    /** @param currency of events that name none */
    EventEntries(ScenarioDocument document, PeopleEntries people, Currency currency) {
        this.document = document;
        this.people = people;
        this.currency = currency;
    }

    Map<EventKey, List<AgreedSplit>> splits() {
        return splits;
    }

    /** @param start the day of events that name none */
    List<Scenario.Recorded> read(LocalDate start) {
        List<Scenario.Recorded> events = new ArrayList<>();
        Set<EventKey> seen = new HashSet<>();
        Map<EventKey, SalesEvent> byKey = new HashMap<>();
        for (Node node : document.list("events")) {
            if (node.isObjectOf("id", "source", "kind", "date", "recordedOn", "seller", "account", "product", "amount",
                    "currency", "margin", "quantity", "refersTo", "attributes", "touches", "split")) {
                event(node, start, seen.size() + 1, byKey).ifPresent(recorded -> {
                    EventKey key = recorded.event().key();
                    if (!seen.add(key)) {
                        node.fail("Two events are called “" + key.externalId() + "”.",
                                "Give each an id of its own.");
                    }
                    byKey.put(key, recorded.event());
                    events.add(recorded);
                    node.given("split").ifPresent(shares -> agreed(shares, false)
                            .ifPresent(split -> splits.computeIfAbsent(key, one -> new ArrayList<>()).add(split)));
                });
            }
        }
        return events;
    }

    private Optional<Scenario.Recorded> event(Node node, LocalDate start, int number,
            Map<EventKey, SalesEvent> byKey) {
        EventKind kind = node.given("kind").flatMap(word -> {
            Optional<EventKind> known = EventKind.fromKey(word.text());
            if (known.isEmpty()) {
                word.fail("“" + word.text() + "” is no kind of event.",
                        "Write booking, invoice, collection, return, stage, activity or kpi.");
            }
            return known;
        }).orElse(EventKind.BOOKING);
        String source = node.given("source").map(Node::text).orElse(SOURCE);
        EventKey key = key(node, source, node.given("id").map(Node::text).orElse("%06d".formatted(number)));
        Optional<EventKey> refersTo = node.given("refersTo").map(id -> key(id, source, id.text()));
        Optional<SalesEvent> original = refersTo.map(byKey::get);
        if (refersTo.isPresent() && original.isEmpty()) {
            node.given("refersTo").ifPresent(id -> id.fail("There is no event “" + id.text() + "” before this one.",
                    "List the original before what refers to it."));
        }
        if (kind == EventKind.RETURN && refersTo.isEmpty()) {
            node.fail("A return refers to nothing.", "Name the original in “refersTo”.");
        }
        LocalDate date = node.given("date").flatMap(Node::date).orElse(start);
        LocalDate recordedOn = node.given("recordedOn").flatMap(Node::date).orElse(date);
        Currency of = node.given("currency").flatMap(Node::currency)
                .orElse(original.map(one -> one.amount().currency()).orElse(currency));
        Money amount = node.given("amount").flatMap(value -> value.money(of))
                .orElse(kind == EventKind.RETURN
                        ? original.map(SalesEvent::amount).orElse(Money.zero(of))
                        : Money.zero(of));
        Optional<Money> margin = node.given("margin").flatMap(value -> value.money(of));
        long quantity = node.given("quantity").map(EventEntries::millionths)
                .orElse(kind == EventKind.RETURN ? original.map(SalesEvent::quantity).orElse(0L) : 0L);
        if (kind == EventKind.RETURN) {
            amount = amount.isPositive() ? amount.negate() : amount;
            margin = margin.map(money -> money.isPositive() ? money.negate() : money);
            quantity = -Math.abs(quantity);
        }
        Optional<ParticipantId> seller = node.given("seller").flatMap(people::someone);
        boolean namesSomeone = node.given("split").isPresent() || node.given("touches").isPresent()
                || document.value("creditRules").isPresent() || document.hasList("splits") || refersTo.isPresent();
        if (seller.isEmpty() && !namesSomeone) {
            seller = people.only();
            if (seller.isEmpty()) {
                node.fail("Nobody is credited with this event.", "Name the seller, or a split.");
            }
        }
        if (kind == EventKind.RETURN && refersTo.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Scenario.Recorded(new SalesEvent(key, 1, kind, date, seller,
                node.given("account").map(Node::text), node.given("product").map(Node::text).orElse(""), amount,
                margin, quantity, attributes(node), refersTo, touches(node)), recordedOn));
    }

    private static EventKey key(Node node, String source, String id) {
        if (source.length() > 40 || id.length() > 80) {
            node.fail("The id of an event is too long.", "Use at most 80 characters, and 40 for the source.");
            return new EventKey(SOURCE, "x");
        }
        return new EventKey(source, id);
    }

    private static long millionths(Node node) {
        Optional<BigDecimal> value = node.decimal();
        if (value.isPresent() && (value.get().stripTrailingZeros().scale() > 6 || value.get().precision()
                - value.get().scale() > 12)) {
            node.fail("A quantity has at most 12 digits and 6 decimals.", "Round it.");
            return 0;
        }
        return value.map(number -> number.movePointRight(6).longValueExact()).orElse(0L);
    }

    private static Map<String, String> attributes(Node node) {
        Map<String, String> attributes = new TreeMap<>();
        node.given("attributes").ifPresent(all -> {
            if (!all.isObject()) {
                all.fail("This must be an object.", "Write names with texts or numbers.");
            }
            for (String name : all.names()) {
                all.given(name).ifPresent(value -> {
                    if (value.json().isTextual() || value.json().isNumber() || value.json().isBoolean()) {
                        attributes.put(name, value.json().isNumber()
                                ? value.json().decimalValue().toPlainString()
                                : value.json().asText());
                    } else {
                        value.fail("This is neither a text nor a number.", "Write one of them.");
                    }
                });
            }
        });
        return attributes;
    }

    private List<Touch> touches(Node node) {
        List<Touch> touches = new ArrayList<>();
        node.given("touches").ifPresent(all -> all.items().forEach(one -> {
            if (one.isObjectOf("channel", "participant", "date")) {
                Optional<LocalDate> day = one.required("date").flatMap(Node::date);
                Optional<String> channel = one.required("channel").map(Node::text);
                if (day.isPresent() && channel.isPresent()) {
                    touches.add(new Touch(channel.get(), one.given("participant").flatMap(people::someone), day.get()));
                }
            }
        }));
        return touches;
    }

    /** Takes a split that stands beside its event. */
    void split(Node node) {
        if (node.isObjectOf("event", "source", "overlay", "shares")) {
            Optional<String> id = node.required("event").map(Node::text);
            boolean overlay = node.given("overlay").map(Node::yes).orElse(false);
            Optional<AgreedSplit> agreed = node.required("shares").flatMap(shares -> agreed(shares, overlay));
            if (id.isPresent() && agreed.isPresent()) {
                EventKey key = key(node, node.given("source").map(Node::text).orElse(SOURCE), id.get());
                List<AgreedSplit> all = splits.computeIfAbsent(key, one -> new ArrayList<>());
                if (all.stream().anyMatch(one -> one.overlay() == overlay)) {
                    node.fail("The event is split twice.", "Keep one split that shares it, and one overlay.");
                }
                all.add(agreed.get());
            }
        }
    }

    /** Shares by participant, in the order of the document. */
    private Optional<AgreedSplit> agreed(Node shares, boolean overlay) {
        if (!shares.isObject() || shares.names().isEmpty()) {
            shares.fail("This is no split.", "Write the share of each participant, like {\"ann\": \"60\"}.");
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (String name : shares.names()) {
            Node share = shares.given(name).orElse(shares);
            Optional<BigDecimal> weight = share.decimal();
            if (weight.isPresent() && weight.get().signum() < 0) {
                share.fail("A share is not negative.", "Write 0 or more.");
                weight = Optional.empty();
            }
            Node id = new Node(TextNode.valueOf(name), share.path(), document.findings());
            Optional<ParticipantId> who = people.someone(id);
            if (who.isPresent() && weight.isPresent()) {
                parts.add(new Part(who.get(), weight.get()));
                sum = sum.add(weight.get());
            }
        }
        if (sum.signum() == 0) {
            shares.fail("The shares are nothing together.", "Give someone a share.");
            return Optional.empty();
        }
        return Optional.of(new AgreedSplit(1, overlay, parts));
    }
}
