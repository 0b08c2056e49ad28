package io.attain.plan.language;

import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.attain.shared.Finding;
import io.attain.shared.Rate;

/**
 * Reads a document in the plan language. Whatever the text, the answer is a definition or findings with the place of
 * each; all of them at once, not the first. That a definition makes sense is for {@link PlanChecks} to say.
 */
public final class PlanReader {

    private static final int LONGEST_DOCUMENT = 1_000_000;
    private static final int MOST_COMPONENTS = 50;
    private static final int MOST_MULTIPLIERS = 10;
    private static final int MOST_RAMP_MONTHS = 60;
    private static final int MOST_MONTHS = 1_200;
    private static final int MOST_DAYS = 36_500;

    private static final ObjectMapper JSON = mapper(
            JsonFactory.builder().streamReadConstraints(limits()).build());
    private static final ObjectMapper YAML = mapper(
            YAMLFactory.builder().streamReadConstraints(limits()).build());

    /** What came of reading a document. */
    public sealed interface Reading {

        List<Finding> findings();
    }

    /** The document is a plan definition; there may be warnings. */
    public record Readable(PlanDefinition definition, List<Finding> findings) implements Reading {}

    /** The document is no plan definition; the findings say why. */
    public record Unreadable(List<Finding> findings) implements Reading {}

    private final Function<String, Optional<RateTable>> namedTables;
    private final List<Finding> findings = new ArrayList<>();

    private PlanReader(Function<String, Optional<RateTable>> namedTables) {
        this.namedTables = namedTables;
    }

    /** Reads a document that refers to no named rate tables. */
    public static Reading read(String source) {
        return read(source, name -> Optional.empty());
    }

    /**
     * @param source      JSON when it begins with a brace, else YAML
     * @param namedTables where a rate table given by name only is copied from
     */
    public static Reading read(String source, Function<String, Optional<RateTable>> namedTables) {
        if (source.length() > LONGEST_DOCUMENT) {
            return new Unreadable(List.of(Finding.error("", "The document is longer than a million characters.",
                    "Move what does not belong to the plan elsewhere.")));
        }
        JsonNode tree;
        try {
            tree = (source.stripLeading().startsWith("{") ? JSON : YAML).readTree(source);
        } catch (JsonProcessingException malformed) {
            return new Unreadable(List.of(malformed(malformed)));
        }
        return new PlanReader(namedTables).document(tree);
    }

    private static Finding malformed(JsonProcessingException malformed) {
        String at = malformed.getLocation() == null
                ? ""
                : " at line %d, column %d".formatted(malformed.getLocation().getLineNr(),
                        malformed.getLocation().getColumnNr());
        String reason = malformed.getOriginalMessage() == null
                ? "unknown"
                : malformed.getOriginalMessage().lines()
                        .findFirst().orElse("unknown");
        return Finding.error("", "The document is neither JSON nor YAML%s: %s".formatted(at, reason),
                "Repair the syntax there; each key may appear once.");
    }

    private Reading document(JsonNode tree) {
        Place root = Place.root(tree, findings);
        if (!root.isObject("A plan is an object with id, name, components and so on.")) {
            return new Unreadable(findings);
        }
        root.allowOnly("language", "id", "name", "description", "currency", "calendar", "effective", "conversion",
                "components", "pay", "examples");
        root.at("language").oneOf("the language", List.of(PlanDefinition.LANGUAGE));
        PlanDefinition definition = new PlanDefinition(root.at("id").slug("the plan"),
                root.at("name").texts("a name", 200),
                root.given("description").map(place -> place.texts("the description", 4000)),
                currency(root.at("currency")), root.at("calendar").slug("the calendar"), root.at("effective").days(),
                root.given("conversion")
                        .map(place -> place.word("the conversion", Conversion.values(), Conversion::key))
                        .orElse(Conversion.EVENT_DATE),
                root.at("components").list("the components", 1, MOST_COMPONENTS).stream().map(this::component)
                        .toList(),
                root.given("pay").map(PlanReader::planPay).orElse(PlanPay.NONE),
                root.given("examples").map(ExampleReader::examples).orElseGet(List::of));
        return findings.stream().anyMatch(Finding::isError)
                ? new Unreadable(List.copyOf(findings))
                : new Readable(definition, List.copyOf(findings));
    }

    private static Currency currency(Place place) {
        String code = place.text("the currency", 3);
        if (place.failed()) {
            return Currency.getInstance("USD");
        }
        Optional<Currency> known = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0)
                .findFirst();
        if (known.isEmpty()) {
            place.fail("\"%s\" is no currency.".formatted(code), "Write a code of ISO 4217, such as USD or EUR.");
        }
        return known.orElse(Currency.getInstance("USD"));
    }

    private Component component(Place place) {
        if (!place.isObject("A component is an object with id, name and pay.")) {
            return Component.of("", "", CreditSelection.all(), new Measure.Amount(), Window.PERIOD, Optional.empty(),
                    new FlatRate(Rate.ZERO));
        }
        place.allowOnly("id", "name", "credits", "measure", "window", "quota", "target", "pay", "multipliers", "gate",
                "floor", "cap", "lineCap", "payable", "clawback");
        PayFunctionReader functions = new PayFunctionReader(namedTables);
        Component read = new Component(place.at("id").slug("the component"), place.at("name").texts("a name", 200),
                place.given("credits").map(PlanReader::credits).orElseGet(CreditSelection::all),
                place.given("measure").map(functions::measure).orElseGet(Measure.Amount::new),
                place.given("window").map(given -> given.word("the window", Window.values(), Window::key))
                        .orElse(Window.PERIOD),
                place.given("quota").map(PlanReader::quota),
                place.given("target").map(target -> limit(target, "share")), functions.pay(place.at("pay")),
                new Modifiers(
                        place.given("multipliers").map(all -> all.list("the multipliers", 1, MOST_MULTIPLIERS).stream()
                                .map(functions::multiplier).toList()).orElseGet(List::of),
                        place.given("gate").map(PlanReader::gate),
                        place.given("lineCap").map(cap -> limit(cap, "ofTarget")),
                        place.given("floor").map(PlanReader::floor),
                        place.given("cap").map(cap -> limit(cap, "ofTarget"))),
                payment(place));
        return read.quota().isEmpty() && read.onAttainment() ? read.against(QuotaUse.of("amount")) : read;
    }

    private static CreditSelection credits(Place place) {
        if (!place.isObject("Credits are chosen by an object with roles, events and so on.")) {
            return CreditSelection.all();
        }
        place.allowOnly("roles", "events", "where", "customerMonths", "afterLeaving");
        Set<CreditSelection.Role> roles = place.given("roles")
                .map(given -> words(given, "the roles", "a role", CreditSelection.Role.class,
                        CreditSelection.Role::key))
                .orElseGet(() -> EnumSet.copyOf(CreditSelection.SELLERS));
        Set<EventKind> events = place.given("events")
                .map(given -> words(given, "the events", "a kind of event", EventKind.class, EventKind::key))
                .orElseGet(() -> EnumSet.of(EventKind.BOOKING));
        return new CreditSelection(roles, events, place.given("where").map(Place::formula),
                place.given("customerMonths").map(months -> months.whole(1, MOST_MONTHS)),
                place.given("afterLeaving").map(Place::yes).orElse(false));
    }

    /** At least one word, so that there is a stand-in. */
    private static <E extends Enum<E>> EnumSet<E> words(Place place, String what, String one, Class<E> type,
            Function<E, String> key) {
        E[] all = type.getEnumConstants();
        EnumSet<E> words = EnumSet.noneOf(type);
        for (Place entry : place.list(what, 1, all.length)) {
            E word = entry.word(one, all, key);
            if (!words.add(word) && !entry.failed()) {
                entry.fail("\"%s\" is there twice.".formatted(key.apply(word)), "Remove one.");
            }
        }
        return words.isEmpty() ? EnumSet.of(all[0]) : words;
    }

    private static QuotaUse quota(Place place) {
        if (!place.hasFields()) {
            return QuotaUse.of(place.text("the quota", 80));
        }
        place.allowOnly("name", "ramp", "proration", "seasonal");
        return new QuotaUse(place.at("name").text("the name of the quota", 80),
                place.given("ramp").map(PlanReader::ramp),
                place.given("proration").map(given -> given.word("the proration", Proration.values(), Proration::key))
                        .orElse(Proration.CALENDAR_DAYS),
                place.given("seasonal").map(given -> given.decimals("the weights of the months", 12, 12))
                        .orElseGet(List::of));
    }

    private static Ramp ramp(Place place) {
        if (!place.isObject("A ramp is an object with factors or amounts.")) {
            return new Ramp(Ramp.Months.CALENDAR_MONTH, Ramp.Kind.FACTORS, List.of());
        }
        place.allowOnly("by", "factors", "amounts");
        Ramp.Months by = place.given("by").map(given -> given.word("the months", Ramp.Months.values(),
                Ramp.Months::key)).orElse(Ramp.Months.CALENDAR_MONTH);
        Ramp.Kind kind = place.given("amounts").isPresent() ? Ramp.Kind.AMOUNTS : Ramp.Kind.FACTORS;
        if (place.given("amounts").isPresent() == place.given("factors").isPresent()) {
            place.fail("The ramp has %s.".formatted(
                    kind == Ramp.Kind.AMOUNTS ? "both factors and amounts" : "neither factors nor amounts"),
                    "Give it a list of factors, or a list of amounts, one for each month.");
            return new Ramp(by, kind, List.of());
        }
        return new Ramp(by, kind, kind == Ramp.Kind.AMOUNTS
                ? place.at("amounts").decimals("the amounts", 1, MOST_RAMP_MONTHS)
                : place.at("factors").decimals("the factors", 1, MOST_RAMP_MONTHS));
    }

    /** @param share the word for a part of target pay */
    private static Limit limit(Place place, String share) {
        if (!place.isObject("Write an object with either amount or %s.".formatted(share))) {
            return new Limit.Amount(Rate.ZERO);
        }
        place.allowOnly("amount", share);
        return amountOr(place, share);
    }

    private static Limit amountOr(Place place, String share) {
        boolean amount = place.given("amount").isPresent();
        if (amount == place.given(share).isPresent()) {
            place.fail("There is %s.".formatted(
                    amount ? "both amount and " + share : "neither amount nor " + share),
                    "Write \"amount\" in the currency of the plan, or \"%s\" as a part of target pay."
                            .formatted(share));
            return new Limit.Amount(Rate.ZERO);
        }
        return amount
                ? new Limit.Amount(place.at("amount").decimal())
                : new Limit.OfTarget(place.at(share).decimal());
    }

    private static Gate gate(Place place) {
        if (!place.isObject("A gate is an object with when and, if a part is paid nevertheless, otherwise.")) {
            return new Gate(new Formula(""), Rate.ZERO);
        }
        place.allowOnly("when", "otherwise");
        return new Gate(place.at("when").formula(), place.given("otherwise").map(Place::decimal).orElse(Rate.ZERO));
    }

    private static Floor floor(Place place) {
        if (!place.isObject("A floor is an object with either amount or ofTarget.")) {
            return new Floor(new Limit.Amount(Rate.ZERO), false);
        }
        place.allowOnly("amount", "ofTarget", "guaranteed");
        return new Floor(amountOr(place, "ofTarget"), place.given("guaranteed").map(Place::yes).orElse(false));
    }

    private static Payment payment(Place component) {
        Place payable = component.at("payable");
        if (payable.optional().isPresent() && payable.isObject("Write an object with on and holdback.")) {
            payable.allowOnly("on", "holdback");
        }
        return new Payment(
                payable.given("on").map(on -> on.word("the event", Payment.On.values(), Payment.On::key))
                        .orElse(Payment.On.BOOKING),
                payable.given("holdback").map(PlanReader::holdback),
                component.given("clawback").map(PlanReader::clawback).orElse(Clawback.DEFAULT));
    }

    private static Payment.Holdback holdback(Place place) {
        if (!place.isObject("A holdback is an object with share and days.")) {
            return new Payment.Holdback(Rate.ZERO, 1);
        }
        place.allowOnly("share", "days");
        return new Payment.Holdback(place.at("share").decimal(), place.at("days").whole(1, MOST_DAYS));
    }

    private static Clawback clawback(Place place) {
        if (!place.isObject("A clawback is an object with days, takes, attainment or termMonths.")) {
            return Clawback.DEFAULT;
        }
        place.allowOnly("days", "takes", "attainment", "termMonths");
        return new Clawback(place.given("days").map(days -> days.whole(0, MOST_DAYS)),
                place.given("takes").map(takes -> takes.word("what is taken", Clawback.Takes.values(),
                        Clawback.Takes::key)).orElse(Clawback.Takes.EARNED),
                place.given("attainment").map(attainment -> attainment.oneOf("the attainment",
                        List.of("stays", "falls")).equals("falls")).orElse(false),
                place.given("termMonths").map(months -> months.whole(1, MOST_MONTHS)));
    }

    private static PlanPay planPay(Place place) {
        if (!place.isObject("Write an object with cap, budget or draw.")) {
            return PlanPay.NONE;
        }
        place.allowOnly("cap", "budget", "draw");
        return new PlanPay(place.given("cap").map(cap -> limit(cap, "ofTarget")),
                place.given("budget").map(PlanReader::budget), place.given("draw").map(PlanReader::draw));
    }

    private static Rate budget(Place place) {
        if (!place.isObject("A budget is an object with amount.")) {
            return Rate.ZERO;
        }
        place.allowOnly("amount");
        return place.at("amount").decimal();
    }

    private static Draw draw(Place place) {
        if (!place.isObject("A draw is an object with type and either amount or ofTarget.")) {
            return new Draw(Draw.Kind.RECOVERABLE, new Limit.Amount(Rate.ZERO), List.of(), Optional.empty(),
                    Draw.Recovery.AT_ONCE, Proration.CALENDAR_DAYS);
        }
        place.allowOnly("type", "amount", "ofTarget", "ramp", "months", "recovery", "proration");
        return new Draw(place.at("type").word("the type", Draw.Kind.values(), Draw.Kind::key),
                amountOr(place, "ofTarget"),
                place.given("ramp").map(ramp -> ramp.decimals("the factors", 1, MOST_RAMP_MONTHS))
                        .orElseGet(List::of),
                place.given("months").map(months -> months.whole(1, MOST_MONTHS)),
                place.given("recovery").map(PlanReader::recovery).orElse(Draw.Recovery.AT_ONCE),
                place.given("proration").map(given -> given.word("the proration", Proration.values(), Proration::key))
                        .orElse(Proration.CALENDAR_DAYS));
    }

    private static Draw.Recovery recovery(Place place) {
        if (!place.isObject("Write an object with atMost or afterMonths.")) {
            return Draw.Recovery.AT_ONCE;
        }
        place.allowOnly("atMost", "afterMonths");
        return new Draw.Recovery(place.given("atMost").map(Place::decimal),
                place.given("afterMonths").map(months -> months.whole(0, MOST_MONTHS)).orElse(0));
    }

    private static ObjectMapper mapper(JsonFactory factory) {
        return new ObjectMapper(factory.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true))
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static StreamReadConstraints limits() {
        return StreamReadConstraints.builder().maxNestingDepth(30).maxNumberLength(60).maxStringLength(10_000)
                .maxNameLength(1_000).build();
    }
}
