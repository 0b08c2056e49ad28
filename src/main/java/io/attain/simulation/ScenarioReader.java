package io.attain.simulation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.Reading;
import io.attain.calculation.engine.Vocabulary;
import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.crediting.rule.Part;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Responsibility;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.sales.Touch;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads a scenario as it streams in; long lists are taken entry by entry, so that the document is never in memory whole. */
public final class ScenarioReader {

    /** In bytes. */
    public static final long MOST_BYTES = 50_000_000;

    private static final int MOST_PERIODS = 400;
    private static final String SOURCE = "simulation";
    private static final LocalDate SOME_DAY = LocalDate.of(2026, 1, 1);
    private static final String[] FIELDS = { "plan", "plans", "participants", "quotas", "kpis", "splits",
        "creditRules", "rates", "owners", "accountTerritories", "events", "periods", "opening", "currency",
        "explain" };
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(60).maxNumberLength(60)
                    .maxStringLength(1_000_000).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** An input that ends in a refusal when it is too long. */
    private static final class Limited extends FilterInputStream {

        private long read;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            count(Math.max(0, got));
            return got;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > MOST_BYTES) {
                throw new ScenarioTooLarge(MOST_BYTES);
            }
        }
    }

    private final PlanSource versions;
    private final Node.Findings findings = new Node.Findings();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, List<Node>> lists = new HashMap<>();
    private final List<PlanDefinition> plans = new ArrayList<>();
    private final Map<ParticipantId, Scenario.Person> people = new TreeMap<>();
    private final List<DateRange> periods = new ArrayList<>();
    private Currency currency = Currency.getInstance("USD");

    private ScenarioReader(PlanSource versions) {
        this.versions = versions;
    }

    /**
     * @throws ScenarioTooLarge when it has more than {@link #MOST_BYTES}
     * @throws ScenarioRefused  naming everything that is wrong with it, up to 100 mistakes
     */
    public static Scenario read(InputStream document, PlanSource versions) {
        return new ScenarioReader(versions).scenario(document);
    }

    /** The same for a text. */
    public static Scenario read(String document, PlanSource versions) {
        return read(new java.io.ByteArrayInputStream(document.getBytes(UTF_8)), versions);
    }

    private Scenario scenario(InputStream document) {
        MessageDigest digest = Sha256.algorithm();
        try (JsonParser parser = JSON.createParser(new DigestInputStream(new Limited(document), digest))) {
            collect(parser);
        } catch (JsonProcessingException malformed) {
            findings.add("", "The document is no JSON%s.".formatted(malformed.getLocation() == null
                    ? ""
                    : " at line %d, column %d".formatted(malformed.getLocation().getLineNr(),
                            malformed.getLocation().getColumnNr())),
                    "Repair the syntax there; each name may appear once.");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        findings.throwIfAny();
        return scenario(Sha256.fromBytes(digest.digest()));
    }

    /** Takes each field of the document; lists entry by entry. */
    private void collect(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            findings.add("", "A scenario is an object.", "Write it in braces, with a plan and events.");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String path = "/" + Node.escaped(name);
            if (!List.of(FIELDS).contains(name)) {
                findings.add(path, "“" + name + "” is not known here.",
                        "Known here: %s.".formatted(String.join(", ", FIELDS)));
                parser.nextToken();
                parser.skipChildren();
            } else if (parser.nextToken() == JsonToken.START_ARRAY) {
                List<Node> entries = lists.computeIfAbsent(name, list -> new ArrayList<>());
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode entry = JSON.readTree(parser);
                    entries.add(new Node(entry, path + "/" + entries.size(), findings));
                }
            } else {
                JsonNode value = JSON.readTree(parser);
                values.put(name, new Node(value == null ? NullNode.getInstance() : value, path, findings));
            }
        }
        if (parser.nextToken() != null) {
            findings.add("", "Something follows the scenario.", "End the document with its closing brace.");
        }
    }

    private Scenario scenario(Sha256 digest) {
        currency = value("currency").flatMap(Node::currency).orElse(currency);
        boolean explain = value("explain").map(Node::yes).orElse(false);
        value("plan").ifPresent(this::plan);
        list("plans").forEach(this::plan);
        if (value("plan").isEmpty() && list("plans").isEmpty()) {
            findings.add("/plan", "There is no plan.",
                    "Write one inline, or the version of one, like \"field-sales/1\".");
        }
        // Amounts that name no currency are in that of the first plan.
        currency = value("currency").isPresent() || plans.isEmpty() ? currency : plans.getFirst().currency();
        periods();
        LocalDate start = periods.getFirst().from();
        list("participants").forEach(this::person);
        CreditRules rules = rules();
        Map<EventKey, List<AgreedSplit>> splits = new HashMap<>();
        List<Scenario.Recorded> events = events(start, splits);
        list("splits").forEach(entry -> split(entry, splits));
        if (people.isEmpty()) {
            stranger(new ParticipantId("me"));
        }
        Map<ParticipantId, List<Reading>> readings = readings();
        readingsOf(events, readings);
        List<Scenario.QuotaRow> quotas = quotas();
        List<Responsibility> responsibilities = list("owners").stream().flatMap(entry -> owner(entry).stream())
                .toList();
        List<Responsibilities.Located> territories = list("accountTerritories").stream()
                .flatMap(entry -> located(entry).stream()).toList();
        List<ExchangeRates.Listed> rates = list("rates").stream().flatMap(entry -> rate(entry).stream()).toList();
        Map<ParticipantId, Balances> opening = opening();
        findings.throwIfAny();
        return new Scenario(plans, List.copyOf(people.values()), quotas, readings, splits, rules, rates,
                responsibilities, territories, events, periods, opening, explain, digest);
    }

    private Optional<Node> value(String name) {
        if (lists.containsKey(name)) {
            findings.add("/" + name, "This is a list.", "Write one value.");
        }
        return Optional.ofNullable(values.get(name));
    }

    private List<Node> list(String name) {
        Node value = values.get(name);
        if (value != null) {
            value.fail("This must be a list.", "Write it in brackets.");
        }
        return lists.getOrDefault(name, List.of());
    }

    // --- plans

    private void plan(Node node) {
        if (node.json().isTextual()) {
            versions.version(node.text()).ifPresentOrElse(plans::add, () -> node.fail(
                    "There is no version “" + node.text() + "” that you may read.",
                    "Write plan and number like \"field-sales/1\", or the plan itself."));
            return;
        }
        if (!node.isObject()) {
            node.fail("This is no plan.", "Write an object in the plan language, or a version like \"field-sales/1\".");
            return;
        }
        ObjectNode whole = withDefaults((ObjectNode) node.json());
        switch (PlanReader.read(whole.toString())) {
            case PlanReader.Unreadable unreadable -> unreadable.findings().forEach(one -> found(node, one));
            case PlanReader.Readable readable -> {
                List<Finding> errors = PlanChecks.of(readable.definition()).stream().filter(Finding::isError).toList();
                errors.forEach(one -> found(node, one));
                if (errors.isEmpty() && compiles(node, readable.definition())) {
                    plans.add(readable.definition());
                }
            }
        }
    }

    private void found(Node plan, Finding finding) {
        if (finding.isError()) {
            findings.add(plan.path() + finding.path(), finding.sentence(), finding.remedy());
        }
    }

    private static boolean compiles(Node node, PlanDefinition plan) {
        try {
            CompiledPlan.compile(plan, Vocabulary.of(List.of(plan)));
            return true;
        } catch (IllegalArgumentException flaw) {
            node.fail(String.valueOf(flaw.getMessage()), "Repair the formula, or the circle of components.");
            return false;
        }
    }

    /** What a plan in a simulation need not say. */
    private ObjectNode withDefaults(ObjectNode plan) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("language", PlanDefinition.LANGUAGE).put("id", "plan").put("name", "Plan")
                .put("currency", currency.getCurrencyCode()).put("calendar", SOURCE);
        whole.putObject("effective").put("from", Dates.EARLIEST.toString());
        whole.setAll(plan);
        if (plan.get("components") instanceof ArrayNode components) {
            ArrayNode named = whole.putArray("components");
            for (int i = 0; i < components.size(); i++) {
                if (components.get(i) instanceof ObjectNode component) {
                    ObjectNode one = JSON.createObjectNode();
                    one.put("id", components.size() == 1 ? "commission" : "component-" + (i + 1));
                    one.setAll(component);
                    if (!one.has("name")) {
                        one.set("name", one.get("id"));
                    }
                    named.add(one);
                } else {
                    named.add(components.get(i));
                }
            }
        }
        return whole;
    }

    // --- time

    private void periods() {
        values.computeIfPresent("periods", (name, node) -> {
            period(node);
            return node;
        });
        lists.getOrDefault("periods", List.of()).forEach(this::period);
        if (periods.isEmpty()) {
            periods.addAll(periodOfEvents());
        }
        for (int i = 1; i < periods.size(); i++) {
            if (periods.get(i).from().isBefore(periods.get(i - 1).to())) {
                findings.add("/periods/" + i, "This period begins before the one before it has ended.",
                        "List periods in order, without overlap.");
            }
        }
        if (periods.size() > MOST_PERIODS) {
            findings.add("/periods", "There are %d periods.".formatted(periods.size()),
                    "Simulate at most %d at a time.".formatted(MOST_PERIODS));
        }
    }

    private void period(Node node) {
        if (!node.isObjectOf("calendar", "from", "to")) {
            return;
        }
        node.required("from");
        node.required("to");
        DateRange days = node.days();
        if (days.isOpenEnded() || days.from().equals(Dates.EARLIEST)) {
            return;
        }
        if (days.from().isBefore(Dates.EARLIEST) || days.to().getYear() > 9_999) {
            node.fail("The days are too far away.", "Stay between the years 1900 and 9999.");
            return;
        }
        String calendar = node.given("calendar").map(Node::text).orElse("");
        switch (calendar) {
            case "" -> periods.add(days);
            case "month" -> periods.addAll(Dates.spans(days, 1));
            case "quarter" -> periods.addAll(Dates.spans(days, 3));
            case "year" -> periods.addAll(Dates.spans(days, 12));
            default -> node.fail("“" + calendar + "” is no calendar.", "Write month, quarter or year.");
        }
    }

    /** Whole months from the first day that anything names to the last. */
    private List<DateRange> periodOfEvents() {
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (String name : List.of("events", "kpis")) {
            for (Node node : lists.getOrDefault(name, List.of())) {
                Optional<LocalDate> day = dayOf(node);
                if (day.isPresent()) {
                    first = day.get().isBefore(first) ? day.get() : first;
                    last = day.get().isAfter(last) ? day.get() : last;
                }
            }
        }
        LocalDate from = first.equals(LocalDate.MAX) ? SOME_DAY : first.withDayOfMonth(1);
        LocalDate to = last.equals(LocalDate.MIN) ? from : last.withDayOfMonth(1);
        return List.of(new DateRange(from, to.plusMonths(1)));
    }

    /** What is no day is found where the entry is read. */
    private static Optional<LocalDate> dayOf(Node node) {
        try {
            return Optional.of(LocalDate.parse(node.json().path("date").asText()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    // --- people

    private void person(Node node) {
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

    private void stranger(ParticipantId id) {
        people.putIfAbsent(id, new Scenario.Person(id, id.value(), currency, Optional.empty(), Optional.empty(),
                List.of(), Optional.empty(), everyPlan()));
    }

    /** Someone named; where the document lists nobody, everyone it names takes part. */
    private Optional<ParticipantId> someone(Node node) {
        Optional<ParticipantId> id = node.participant();
        if (id.isPresent() && !people.containsKey(id.get())) {
            if (lists.containsKey("participants")) {
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

    private List<Scenario.QuotaRow> quotas() {
        List<Scenario.QuotaRow> rows = new ArrayList<>();
        for (Node node : list("quotas")) {
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

    private Map<ParticipantId, List<Reading>> readings() {
        Map<ParticipantId, List<Reading>> readings = new HashMap<>();
        for (Node node : list("kpis")) {
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

    private static void readingsOf(List<Scenario.Recorded> events, Map<ParticipantId, List<Reading>> readings) {
        for (Scenario.Recorded recorded : events) {
            SalesEvent event = recorded.event();
            String name = event.attributes().getOrDefault("kpi", "");
            if (event.kind() == EventKind.KPI && !name.isEmpty() && event.seller().isPresent()) {
                readings.computeIfAbsent(event.seller().get(), one -> new ArrayList<>())
                        .add(new Reading(name, event.eventDate(), BigDecimal.valueOf(event.quantity(), 6)));
            }
        }
    }

    private Map<ParticipantId, Balances> opening() {
        Map<ParticipantId, Balances> opening = new HashMap<>();
        for (Node node : list("opening")) {
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
        Money money = node.given(field).flatMap(value -> money(value, of)).orElse(Money.zero(of));
        if (money.isNegative()) {
            node.fail("Nobody owes less than nothing.", "Write a balance of 0 or more.");
        }
        return money.isNegative() ? money.negate() : money;
    }

    // --- crediting

    private CreditRules rules() {
        Optional<Node> node = value("creditRules");
        if (node.isEmpty()) {
            return CreditRules.STANDARD;
        }
        try {
            CreditRules rules = CreditRules.fromJson(node.get().json().toString());
            rules.rules().forEach(rule -> rule.where().ifPresent(where -> new FormulaConditions().compile(where)));
            return rules;
        } catch (Refused refused) {
            node.get().fail(refused.sentence(), "Repair the credit rules there.");
            return CreditRules.STANDARD;
        }
    }

    private List<Scenario.Recorded> events(LocalDate start, Map<EventKey, List<AgreedSplit>> splits) {
        List<Scenario.Recorded> events = new ArrayList<>();
        Set<EventKey> seen = new HashSet<>();
        Map<EventKey, SalesEvent> byKey = new HashMap<>();
        for (Node node : list("events")) {
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
        Money amount = node.given("amount").flatMap(value -> money(value, of))
                .orElse(kind == EventKind.RETURN
                        ? original.map(SalesEvent::amount).orElse(Money.zero(of))
                        : Money.zero(of));
        Optional<Money> margin = node.given("margin").flatMap(value -> money(value, of));
        long quantity = node.given("quantity").map(ScenarioReader::millionths)
                .orElse(kind == EventKind.RETURN ? original.map(SalesEvent::quantity).orElse(0L) : 0L);
        if (kind == EventKind.RETURN) {
            amount = amount.isPositive() ? amount.negate() : amount;
            margin = margin.map(money -> money.isPositive() ? money.negate() : money);
            quantity = -Math.abs(quantity);
        }
        Optional<ParticipantId> seller = node.given("seller").flatMap(this::someone);
        boolean namesSomeone = node.given("split").isPresent() || node.given("touches").isPresent()
                || value("creditRules").isPresent() || lists.containsKey("splits") || refersTo.isPresent();
        if (seller.isEmpty() && !namesSomeone) {
            seller = theOnlyOne(node);
        }
        if (kind == EventKind.RETURN && refersTo.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Scenario.Recorded(new SalesEvent(key, 1, kind, date, seller,
                node.given("account").map(Node::text), node.given("product").map(Node::text).orElse(""), amount,
                margin, quantity, attributes(node), refersTo, touches(node)), recordedOn));
    }

    private Optional<ParticipantId> theOnlyOne(Node node) {
        if (people.isEmpty()) {
            stranger(new ParticipantId("me"));
        }
        if (people.size() == 1) {
            return Optional.of(people.keySet().iterator().next());
        }
        node.fail("Nobody is credited with this event.", "Name the seller, or a split.");
        return Optional.empty();
    }

    private static EventKey key(Node node, String source, String id) {
        if (source.length() > 40 || id.length() > 80) {
            node.fail("The id of an event is too long.", "Use at most 80 characters, and 40 for the source.");
            return new EventKey(SOURCE, "x");
        }
        return new EventKey(source, id);
    }

    private static Optional<Money> money(Node node, Currency of) {
        Optional<BigDecimal> value = node.decimal();
        if (value.isPresent() && value.get().stripTrailingZeros().scale() > of.getDefaultFractionDigits()) {
            node.fail("%s has no more than %d decimals.".formatted(of, of.getDefaultFractionDigits()),
                    "Round the amount.");
            return Optional.empty();
        }
        return value.map(amount -> Money.of(amount, of));
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
                    touches.add(new Touch(channel.get(), one.given("participant").flatMap(this::someone), day.get()));
                }
            }
        }));
        return touches;
    }

    private void split(Node node, Map<EventKey, List<AgreedSplit>> splits) {
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
            Node id = new Node(com.fasterxml.jackson.databind.node.TextNode.valueOf(name), share.path(), findings);
            Optional<ParticipantId> who = someone(id);
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

    private List<Responsibility> owner(Node node) {
        if (!node.isObjectOf("of", "name", "participant", "percent", "from", "to")) {
            return List.of();
        }
        Optional<String> of = node.required("of").map(Node::text);
        Optional<String> name = node.required("name").map(Node::text);
        Optional<ParticipantId> who = node.required("participant").flatMap(this::someone);
        BigDecimal percent = node.given("percent").flatMap(Node::decimal).orElse(BigDecimal.valueOf(100));
        Optional<Responsibility.Kind> kind = of.flatMap(word -> java.util.Arrays.stream(Responsibility.Kind.values())
                .filter(one -> one.name().toLowerCase(java.util.Locale.ROOT).equals(word)).findFirst());
        if (of.isPresent() && kind.isEmpty()) {
            node.fail("“" + of.get() + "” has no owner.", "Write account, territory, product, partner or channel.");
        }
        return kind.isPresent() && name.isPresent() && who.isPresent()
                ? List.of(new Responsibility(kind.get(), name.get(), who.get(), percent, node.days()))
                : List.of();
    }

    private static List<Responsibilities.Located> located(Node node) {
        if (!node.isObjectOf("account", "territory", "from", "to")) {
            return List.of();
        }
        Optional<String> account = node.required("account").map(Node::text);
        Optional<String> territory = node.required("territory").map(Node::text);
        return account.isPresent() && territory.isPresent()
                ? List.of(new Responsibilities.Located(account.get(), territory.get(), node.days()))
                : List.of();
    }

    private static List<ExchangeRates.Listed> rate(Node node) {
        if (!node.isObjectOf("from", "to", "date", "rate")) {
            return List.of();
        }
        Optional<Currency> from = node.required("from").flatMap(Node::currency);
        Optional<Currency> to = node.required("to").flatMap(Node::currency);
        Optional<BigDecimal> rate = node.required("rate").flatMap(Node::decimal);
        LocalDate day = node.given("date").flatMap(Node::date).orElse(Dates.EARLIEST);
        if (from.isEmpty() || to.isEmpty() || rate.isEmpty()) {
            return List.of();
        }
        if (rate.get().signum() <= 0 || from.equals(to)) {
            node.fail("This is no exchange rate.", "Write two currencies and a rate above 0.");
            return List.of();
        }
        return List.of(new ExchangeRates.Listed(from.get(), to.get(), day, rate.get()));
    }
}
