package io.attain.plan.language;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attain.plan.language.Example.Event;
import io.attain.plan.language.Example.Expected;
import io.attain.plan.language.Example.ExpectedLine;
import io.attain.plan.language.Example.Kind;
import io.attain.plan.language.Example.Owed;
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
    private static final int MOST_PERIODS = 11;
    private static final Set<String> WORDS_OF_EVENTS = Set.of("on", "kind", "role", "amount", "whole", "refersTo");
    private static final Person NOBODY = new Person("", "", "", false, Optional.empty(), Optional.empty(), Map.of(),
            Map.of(), List.of());

    private ExampleReader() {}

    static List<Example> examples(Place place) {
        return place.list("the examples", 1, MOST_EXAMPLES).stream().map(ExampleReader::example).toList();
    }

    private static Example example(Place place) {
        if (!place.isObject("An example is an object with name, events and expect.")) {
            return new Example("", Optional.empty(), NOBODY, List.of(), Owed.NOTHING, Expected.NOTHING, List.of());
        }
        place.allowOnly("name", "period", "id", "team", "role", "joined", "target", "quotas", "kpis", "events",
                "colleagues", "opening", "expect", "then");
        return new Example(place.at("name").text("a name", 200), place.given("period").map(Place::days),
                person(place, place.given("id").map(id -> id.text("an id", MOST_LETTERS))
                        .orElse(Example.NOBODY_IN_PARTICULAR)),
                place.given("colleagues").map(all -> all.list("the colleagues", 1, MOST_COLLEAGUES).stream()
                        .map(ExampleReader::colleague).toList()).orElseGet(List::of),
                place.given("opening").map(ExampleReader::owed).orElse(Owed.NOTHING), first(place.at("expect")),
                place.given("then").map(all -> all.list("the periods that follow", 1, MOST_PERIODS).stream()
                        .map(ExampleReader::expected).toList()).orElseGet(List::of));
    }

    private static Owed owed(Place place) {
        if (!place.isObject("What is owed before is an object with draw or receivable.")) {
            return Owed.NOTHING;
        }
        place.allowOnly("draw", "receivable");
        return new Owed(place.given("draw").map(Place::decimal).orElse(Rate.ZERO),
                place.given("receivable").map(Place::decimal).orElse(Rate.ZERO));
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
            return new Event(LocalDate.EPOCH, Kind.BOOKING, CreditSelection.Role.DIRECT, Optional.empty(),
                    Optional.empty(), Optional.empty(), Map.of());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (place.fewerFieldsThan(MOST_NAMES)) {
            place.fieldNames().stream().filter(field -> !WORDS_OF_EVENTS.contains(field))
                    .forEach(field -> fields.put(place.name(field), place.at(field).value()));
        }
        return new Event(place.at("on").day(),
                place.given("kind").map(kind -> kind.word("the kind of event", Kind.values(), Kind::key))
                        .orElse(Kind.BOOKING),
                place.given("role").map(role -> role.word("the role", CreditSelection.Role.values(),
                        CreditSelection.Role::key)).orElse(CreditSelection.Role.DIRECT),
                place.given("amount").map(Place::decimal), place.given("whole").map(Place::decimal),
                place.given("refersTo").map(Place::value), fields);
    }

    /** What is expected of the first period: something at least. */
    private static Expected first(Place place) {
        Expected expected = expected(place);
        if (place.hasFields() && expected.isNothing()) {
            place.fail("The example expects nothing.",
                    "Add components, total, lines or paid with the amounts that follow.");
        }
        return expected;
    }

    private static Expected expected(Place place) {
        if (!place.isObject("What is expected is an object with components, total, lines or paid.")) {
            return Expected.NOTHING;
        }
        List<String> known = new ArrayList<>(List.of("components", "total", "lines"));
        PayFigure.of("").forEach(figure -> known.add(figure.key()));
        known.addAll(PayFigure.groups());
        place.allowOnly(known.toArray(String[]::new));
        return new Expected(
                place.given("components").map(all -> all.decimalsByName("the components", MOST_NAMES))
                        .orElseGet(Map::of),
                place.given("total").map(Place::decimal),
                place.given("lines").map(lines -> lines.list("the lines", 1, MOST_LINES).stream()
                        .map(ExampleReader::line).toList()).orElseGet(List::of),
                pay(place));
    }

    private static Map<PayFigure, Rate> pay(Place place) {
        Map<PayFigure, Rate> pay = new EnumMap<>(PayFigure.class);
        PayFigure.of("").forEach(figure -> read(place, figure, pay));
        for (String group : PayFigure.groups()) {
            List<PayFigure> figures = PayFigure.of(group);
            String[] words = figures.stream().map(PayFigure::key).toArray(String[]::new);
            place.given(group).filter(inner -> inner.isObject("This is an object with %s.".formatted(
                    String.join(", ", words)))).ifPresent(inner -> {
                        inner.allowOnly(words);
                        figures.forEach(figure -> read(inner, figure, pay));
                    });
        }
        return pay;
    }

    private static void read(Place place, PayFigure figure, Map<PayFigure, Rate> pay) {
        place.given(figure.key()).ifPresent(amount -> pay.put(figure, amount.decimal()));
    }

    private static ExpectedLine line(Place place) {
        if (!place.isObject("A line is an object with component and amount.")) {
            return new ExpectedLine("", Rate.ZERO);
        }
        place.allowOnly("component", "amount");
        return new ExpectedLine(place.at("component").slug("the component"), place.at("amount").decimal());
    }
}
