package io.attain.plan.language;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.plan.language.Example.Event;
import io.attain.plan.language.Example.Expected;
import io.attain.plan.language.Example.ExpectedLine;
import io.attain.plan.language.Example.Person;
import io.attain.shared.Rate;

/** Reads the examples of a plan. */
final class ExampleReader {

    private static final int MOST_EXAMPLES = 100;
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_LINES = 10_000;
    private static final int MOST_NAMES = 50;
    private static final int MOST_COLLEAGUES = 100;
    private static final int MOST_LETTERS = 80;
    private static final Person NOBODY = new Person("", "", "", false, Optional.empty(), Optional.empty(), Map.of(),
            Map.of(), List.of());

    private ExampleReader() {}

    static List<Example> examples(Place place) {
        return place.list("the examples", 1, MOST_EXAMPLES).stream().map(ExampleReader::example).toList();
    }

    private static Example example(Place place) {
        if (!place.isObject("An example is an object with name, events and expect.")) {
            return new Example("", Optional.empty(), NOBODY, List.of(),
                    new Expected(Map.of(), Optional.empty(), List.of()));
        }
        place.allowOnly("name", "period", "id", "team", "role", "joined", "target", "quotas", "kpis", "events",
                "colleagues", "expect");
        return new Example(place.at("name").text("a name", 200), place.given("period").map(Place::days),
                person(place, place.given("id").map(id -> id.text("an id", MOST_LETTERS))
                        .orElse(Example.NOBODY_IN_PARTICULAR)),
                place.given("colleagues").map(all -> all.list("the colleagues", 1, MOST_COLLEAGUES).stream()
                        .map(ExampleReader::colleague).toList()).orElseGet(List::of),
                expected(place.at("expect")));
    }

    private static Person colleague(Place place) {
        if (!place.isObject("A colleague is an object with id and, as a rule, events.")) {
            return NOBODY;
        }
        place.allowOnly("id", "team", "role", "below", "joined", "target", "quotas", "kpis", "events");
        return person(place, place.at("id").text("an id", MOST_LETTERS));
    }

    private static Person person(Place place, String id) {
        return new Person(id, place.given("team").map(team -> team.text("a team", MOST_LETTERS)).orElse(""),
                place.given("role").map(role -> role.text("a role", MOST_LETTERS)).orElse(""),
                place.given("below").map(Place::yes).orElse(false),
                place.given("joined").map(Place::day), place.given("target").map(Place::decimal),
                place.given("quotas").map(quotas -> quotas.decimalsByName("the quotas", MOST_NAMES))
                        .orElseGet(Map::of),
                place.given("kpis").map(kpis -> kpis.decimalsByName("the KPIs", MOST_NAMES)).orElseGet(Map::of),
                place.given("events").map(events -> events.list("the events", 0, MOST_EVENTS).stream()
                        .map(ExampleReader::event).toList()).orElseGet(List::of));
    }

    private static Event event(Place place) {
        if (!place.isObject("An event is an object with on and, as a rule, amount.")) {
            return new Event(LocalDate.EPOCH, EventKind.BOOKING, CreditSelection.Role.DIRECT,
                    Optional.empty(), Map.of());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (place.fewerFieldsThan(MOST_NAMES)) {
            place.fieldNames().stream().filter(field -> !List.of("on", "kind", "role", "amount").contains(field))
                    .forEach(field -> fields.put(place.name(field), place.at(field).value()));
        }
        return new Event(place.at("on").day(),
                place.given("kind").map(kind -> kind.word("the kind of event", EventKind.values(), EventKind::key))
                        .orElse(EventKind.BOOKING),
                place.given("role").map(role -> role.word("the role", CreditSelection.Role.values(),
                        CreditSelection.Role::key)).orElse(CreditSelection.Role.DIRECT),
                place.given("amount").map(Place::decimal), fields);
    }

    private static Expected expected(Place place) {
        if (!place.isObject("What is expected is an object with components, total or lines.")) {
            return new Expected(Map.of(), Optional.empty(), List.of());
        }
        place.allowOnly("components", "total", "lines");
        Expected expected = new Expected(
                place.given("components").map(all -> all.decimalsByName("the components", MOST_NAMES))
                        .orElseGet(Map::of),
                place.given("total").map(Place::decimal),
                place.given("lines").map(lines -> lines.list("the lines", 1, MOST_LINES).stream()
                        .map(ExampleReader::line).toList()).orElseGet(List::of));
        if (expected.components().isEmpty() && expected.total().isEmpty() && expected.lines().isEmpty()) {
            place.fail("The example expects nothing.", "Add components, total or lines with the amounts that follow.");
        }
        return expected;
    }

    private static ExpectedLine line(Place place) {
        if (!place.isObject("A line is an object with component and amount.")) {
            return new ExpectedLine("", Rate.ZERO);
        }
        place.allowOnly("component", "amount");
        return new ExpectedLine(place.at("component").slug("the component"), place.at("amount").decimal());
    }
}
