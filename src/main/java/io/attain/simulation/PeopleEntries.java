package io.attain.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.calculation.engine.Reading;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.plan.language.PlanDefinition;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** Who takes part in a scenario, and what is said of each. */
final class PeopleEntries {

    private final ScenarioDocument document;
    private final List<PlanDefinition> plans;
    private final List<DateRange> periods;
    private final Currency currency;
    private final Map<ParticipantId, Scenario.Person> people = new TreeMap<>();

    /** @param currency of participants that name none */
    PeopleEntries(ScenarioDocument document, List<PlanDefinition> plans, List<DateRange> periods, Currency currency) {
        this.document = document;
        this.plans = plans;
        this.periods = periods;
        this.currency = currency;
    }

    /** By id. */
    List<Scenario.Person> people() {
        return List.copyOf(people.values());
    }

    /** Where nobody is named, there is one. */
    void atLeastOne() {
        if (people.isEmpty()) {
            stranger(new ParticipantId("me"));
        }
    }

    /** Whoever is the only one. */
    Optional<ParticipantId> only() {
        atLeastOne();
        return people.size() == 1 ? Optional.of(people.keySet().iterator().next()) : Optional.empty();
    }

    /** Takes the next participant. */
    void take(Node node) {
        if (node.json().isTextual()) {
            node.participant().ifPresent(this::stranger);
            return;
        }
        if (!node.isObjectOf("id", "name", "currency", "joined", "left", "manager", "team", "role", "positions",
                "target", "plans")) {
            return;
        }
        Optional<ParticipantId> id = node.required("id").flatMap(Node::participant);
        if (id.isEmpty()) {
            return;
        }
        if (people.containsKey(id.get())) {
            node.fail("“" + id.get() + "” is there twice.", "Give each participant an id of their own.");
        }
        List<Scenario.Post> posts = new ArrayList<>();
        node.given("positions").ifPresent(all -> all.items().forEach(one -> {
            if (one.isObjectOf("from", "to", "manager", "team", "role")) {
                posts.add(post(one, one.days()));
            }
        }));
        posts.add(post(node, DateRange.since(Dates.EARLIEST)));
        Optional<BigDecimal> target = node.given("target").flatMap(Node::decimal);
        people.put(id.get(), new Scenario.Person(id.get(),
                node.given("name").map(Node::text).orElse(id.get().value()),
                node.given("currency").flatMap(Node::currency).orElse(currency),
                node.given("joined").flatMap(Node::date), node.given("left").flatMap(Node::date), posts, target,
                node.given("plans").map(this::stays).orElseGet(this::everyPlan)));
    }

    private static Scenario.Post post(Node node, DateRange days) {
        return new Scenario.Post(days, node.given("manager").flatMap(Node::participant),
                node.given("team").map(Node::text).orElse(""), node.given("role").map(Node::text).orElse(""));
    }

    private List<Scenario.Stay> stays(Node node) {
        List<Scenario.Stay> stays = new ArrayList<>();
        for (Node entry : node.items()) {
            Optional<Node> plan = entry.json().isTextual() ? Optional.of(entry) : Optional.empty();
            DateRange days = DateRange.since(Dates.EARLIEST);
            if (plan.isEmpty() && entry.isObjectOf("plan", "from", "to")) {
                plan = entry.required("plan");
                days = entry.days();
            }
            if (plan.isPresent()) {
                String id = plan.get().text();
                if (!plans.isEmpty() && plans.stream().noneMatch(one -> one.id().equals(id))) {
                    plan.get().fail("There is no plan “" + id + "”.", "Add it to the plans.");
                }
                stays.add(new Scenario.Stay(id, days));
            }
        }
        return stays;
    }

    private List<Scenario.Stay> everyPlan() {
        return plans.stream().map(PlanDefinition::id).distinct()
                .map(id -> new Scenario.Stay(id, DateRange.since(Dates.EARLIEST))).toList();
    }

    /** Lets someone take part of whom nothing but the id is known. */
    void stranger(ParticipantId id) {
        people.putIfAbsent(id, new Scenario.Person(id, id.value(), currency, Optional.empty(), Optional.empty(),
                List.of(), Optional.empty(), everyPlan()));
    }

    /** Someone named; where the document lists nobody, everyone it names takes part. */
    Optional<ParticipantId> someone(Node node) {
        Optional<ParticipantId> id = node.participant();
        if (id.isPresent() && !people.containsKey(id.get())) {
            if (document.hasList("participants")) {
                node.fail("There is no participant “" + id.get() + "”.", "Add them to the participants.");
            } else {
                stranger(id.get());
            }
        }
        return id;
    }

    private List<ParticipantId> oneOrAll(Node node) {
        return node.given("participant").map(one -> someone(one).stream().toList())
                .orElseGet(() -> List.copyOf(people.keySet()));
    }

    List<Scenario.QuotaRow> quotas() {
        List<Scenario.QuotaRow> rows = new ArrayList<>();
        for (Node node : document.list("quotas")) {
            if (!node.isObjectOf("participant", "name", "from", "to", "amount")) {
                continue;
            }
            Optional<BigDecimal> amount = node.required("amount").flatMap(Node::decimal);
            String name = node.given("name").map(Node::text).orElse("amount");
            boolean dated = node.given("from").isPresent() || node.given("to").isPresent();
            DateRange days = node.days();
            if (dated && (days.isOpenEnded() || node.given("from").isEmpty())) {
                node.fail("The quota has days without a beginning or an end.",
                        "Write both “from” and “to”, or neither for a quota of each period.");
                continue;
            }
            for (ParticipantId who : oneOrAll(node)) {
                for (DateRange window : dated ? List.of(days) : periods) {
                    amount.ifPresent(value -> rows.add(new Scenario.QuotaRow(who, name, window, value)));
                }
            }
        }
        return rows;
    }

    Map<ParticipantId, List<Reading>> readings() {
        Map<ParticipantId, List<Reading>> readings = new HashMap<>();
        for (Node node : document.list("kpis")) {
            if (node.isObjectOf("participant", "name", "date", "value")) {
                Optional<String> name = node.required("name").map(Node::text);
                Optional<BigDecimal> value = node.required("value").flatMap(Node::decimal);
                LocalDate day = node.given("date").flatMap(Node::date).orElse(periods.getFirst().from());
                for (ParticipantId who : oneOrAll(node)) {
                    if (name.isPresent() && value.isPresent()) {
                        readings.computeIfAbsent(who, one -> new ArrayList<>())
                                .add(new Reading(name.get(), day, value.get()));
                    }
                }
            }
        }
        return readings;
    }

    /** Readings that came as events. */
    static void readingsOf(List<Scenario.Recorded> events, Map<ParticipantId, List<Reading>> readings) {
        for (Scenario.Recorded recorded : events) {
            SalesEvent event = recorded.event();
            String name = event.attributes().getOrDefault("kpi", "");
            if (event.kind() == EventKind.KPI && !name.isEmpty() && event.seller().isPresent()) {
                readings.computeIfAbsent(event.seller().get(), one -> new ArrayList<>())
                        .add(new Reading(name, event.eventDate(), BigDecimal.valueOf(event.quantity(), 6)));
            }
        }
    }

    Map<ParticipantId, Balances> opening() {
        Map<ParticipantId, Balances> opening = new HashMap<>();
        for (Node node : document.list("opening")) {
            if (node.isObjectOf("participant", "draw", "clawback")) {
                for (ParticipantId who : oneOrAll(node)) {
                    Scenario.Person person = people.get(who);
                    if (person != null) {
                        Money draw = owed(node, "draw", person.currency());
                        Money clawback = owed(node, "clawback", person.currency());
                        opening.put(who, new Balances(draw, clawback));
                    }
                }
            }
        }
        return opening;
    }

    private static Money owed(Node node, String field, Currency of) {
        Money money = node.given(field).flatMap(value -> value.money(of)).orElse(Money.zero(of));
        if (money.isNegative()) {
            node.fail("Nobody owes less than nothing.", "Write a balance of 0 or more.");
        }
        return money.isNegative() ? money.negate() : money;
    }
}
