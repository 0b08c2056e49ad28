package io.attain.plan.language;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.Tiers.TierPay;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

/**
 * Reads a document in the plan language. Whatever the text, the answer is a definition or findings with the place of
 * each; all of them at once, not the first. That a definition makes sense is for {@link PlanChecks} to say.
 */
public final class PlanReader {

    private static final int LONGEST_DOCUMENT = 1_000_000;
    private static final int MOST_COMPONENTS = 50;
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_TIERS = 100;
    private static final int MOST_FIELDS = 4;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,12})?");
    private static final DateRange SOME_DAYS = DateRange.since(LocalDate.EPOCH);

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
        Place root = new Place(tree, "");
        if (!root.isObject("A plan is an object with id, name, components and so on.")) {
            return new Unreadable(findings);
        }
        root.allowOnly("language", "id", "name", "description", "currency", "calendar", "effective", "components");
        root.at("language").oneOf("the language", List.of(PlanDefinition.LANGUAGE));
        PlanDefinition definition = new PlanDefinition(root.at("id").slug("the plan"),
                Text.of(root.at("name").text("a name", 200)),
                root.at("description").optional().map(place -> Text.of(place.text("the description", 4000))),
                currency(root.at("currency")), root.at("calendar").slug("the calendar"),
                effective(root.at("effective")), Conversion.EVENT_DATE,
                root.at("components").list("the components", 1, MOST_COMPONENTS).stream().map(this::component)
                        .toList(),
                PlanPay.NONE, List.of());
        return findings.stream().anyMatch(Finding::isError)
                ? new Unreadable(List.copyOf(findings))
                : new Readable(definition, List.copyOf(findings));
    }

    private Currency currency(Place place) {
        String code = place.text("the currency", 3);
        if (place.failed) {
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

    private DateRange effective(Place place) {
        if (!place.isObject("The effective dates are an object with from and, if there is an end, to.")) {
            return SOME_DAYS;
        }
        place.allowOnly("from", "to");
        LocalDate from = place.at("from").day();
        LocalDate to = place.at("to").optional().map(Place::day).orElse(LocalDate.MAX);
        if (!from.isBefore(to)) {
            place.at("to").fail("The plan would end on %s, before it begins.".formatted(to),
                    "Write the first day on which it does not count any more, or leave \"to\" out.");
            return SOME_DAYS;
        }
        return new DateRange(from, to);
    }

    private Component component(Place place) {
        if (!place.isObject("A component is an object with id, name and pay.")) {
            return Component.of("", "", CreditSelection.all(), new Measure.Amount(), Window.PERIOD, Optional.empty(),
                    new FlatRate(Rate.ZERO));
        }
        place.allowOnly("id", "name", "credits", "measure", "window", "quota", "pay");
        String id = place.at("id").slug("the component");
        String name = place.at("name").text("a name", 200);
        CreditSelection credits = place.at("credits").optional().map(this::credits).orElseGet(CreditSelection::all);
        place.at("measure").optional().ifPresent(measure -> measure.oneOf("the measure", List.of("amount")));
        Window window = place.at("window").optional()
                .flatMap(given -> Window.fromKey(given.oneOf("the window", List.of("period", "credit"))))
                .orElse(Window.PERIOD);
        PayFunction pay = pay(place.at("pay"));
        boolean onAttainment = pay instanceof MarginalTiers tiers && tiers.on() == Basis.ATTAINMENT;
        Optional<String> quota = place.at("quota").optional().map(given -> given.text("the quota", 80))
                .or(() -> onAttainment ? Optional.of("amount") : Optional.empty());
        return Component.of(id, name, credits, new Measure.Amount(), window, quota, pay);
    }

    private CreditSelection credits(Place place) {
        if (!place.isObject("Credits are chosen by an object with roles.")) {
            return CreditSelection.all();
        }
        place.allowOnly("roles");
        List<String> known = EnumSet.allOf(CreditSelection.Role.class).stream().map(CreditSelection.Role::key).toList();
        Set<CreditSelection.Role> roles = EnumSet.noneOf(CreditSelection.Role.class);
        place.at("roles").list("the roles", 1, known.size()).forEach(
                role -> CreditSelection.Role.fromKey(role.oneOf("a role", known)).ifPresent(roles::add));
        return roles.isEmpty() ? CreditSelection.all() : CreditSelection.of(roles);
    }

    private PayFunction pay(Place place) {
        if (!place.isObject("A pay function is an object with a type.")) {
            return new FlatRate(Rate.ZERO);
        }
        return switch (place.at("type").oneOf("the type", List.of("flat-rate", "rate-table", "marginal-tiers"))) {
            case "flat-rate" -> flatRate(place);
            case "rate-table" -> rateTable(place);
            case "marginal-tiers" -> marginalTiers(place);
            default -> new FlatRate(Rate.ZERO);
        };
    }

    private RateSource rateSource(Place place) {
        if (!place.isObject("A base is an object with a type.")) {
            return new FlatRate(Rate.ZERO);
        }
        return switch (place.at("type").oneOf("the type", List.of("flat-rate", "rate-table"))) {
            case "flat-rate" -> flatRate(place);
            case "rate-table" -> rateTable(place);
            default -> new FlatRate(Rate.ZERO);
        };
    }

    private FlatRate flatRate(Place place) {
        place.allowOnly("type", "rate");
        return new FlatRate(place.at("rate").decimal());
    }

    private RateTable rateTable(Place place) {
        if (place.at("table").optional().isPresent()) {
            place.allowOnly("type", "table");
            Place table = place.at("table");
            String name = table.text("the table", 80);
            Optional<RateTable> known = table.failed ? Optional.empty() : namedTables.apply(name);
            if (known.isEmpty()) {
                table.fail("There is no complete rate table \"%s\".".formatted(name),
                        "Import it with a row for anything else (product *), or write the rows here.");
            }
            return known.orElse(new RateTable(List.of(), List.of(), Rate.ZERO));
        }
        place.allowOnly("type", "fields", "rows", "otherwise");
        List<String> fields = place.at("fields").list("the fields", 1, MOST_FIELDS).stream()
                .map(field -> field.text("a field", 80)).toList();
        List<RateTable.Row> rows = place.at("rows").list("the rows", 1, MOST_ROWS).stream().map(this::row).toList();
        Place otherwise = place.at("otherwise");
        if (otherwise.optional().isEmpty()) {
            otherwise.fail("The rate table does not say what anything else is paid at.",
                    "Add \"otherwise\" with a rate; \"0\" if anything else pays nothing.");
        }
        return new RateTable(fields, rows, otherwise.failed ? Rate.ZERO : otherwise.decimal());
    }

    private RateTable.Row row(Place place) {
        if (!place.isObject("A row is an object with when and rate.")) {
            return new RateTable.Row(Map.of(), Rate.ZERO);
        }
        place.allowOnly("when", "rate");
        Map<String, String> when = new LinkedHashMap<>();
        Place conditions = place.at("when");
        if (conditions.isObject("The conditions of a row are an object of field and value.")) {
            conditions.node.fieldNames()
                    .forEachRemaining(field -> when.put(field, conditions.at(field).text("the value", 200)));
            if (when.size() > MOST_FIELDS) {
                conditions.fail("The row has more than %d conditions.".formatted(MOST_FIELDS), "Use fewer fields.");
            }
        }
        return new RateTable.Row(when, place.at("rate").decimal());
    }

    private MarginalTiers marginalTiers(Place place) {
        place.allowOnly("type", "on", "base", "tiers");
        Basis on = place.at("on").oneOf("the basis", List.of("measure", "attainment")).equals("measure")
                ? Basis.MEASURE
                : Basis.ATTAINMENT;
        Optional<RateSource> base = place.at("base").optional().map(this::rateSource);
        return new MarginalTiers(on, base,
                place.at("tiers").list("the tiers", 1, MOST_TIERS).stream().map(this::tier).toList());
    }

    private Tier tier(Place place) {
        if (!place.isObject("A tier is an object with from and either factor or rate.")) {
            return new Tier(Rate.ZERO, new OwnRate(Rate.ZERO));
        }
        place.allowOnly("from", "factor", "rate");
        Rate from = place.at("from").decimal();
        Optional<Place> factor = place.at("factor").optional();
        Optional<Place> rate = place.at("rate").optional();
        if (factor.isPresent() == rate.isPresent()) {
            place.fail(
                    "The tier has %s."
                            .formatted(factor.isPresent() ? "both a factor and a rate" : "neither factor nor rate"),
                    "Give it a factor on the base, or a rate of its own.");
        }
        TierPay pay = factor.<TierPay>map(given -> new Factor(given.decimal()))
                .orElseGet(() -> new OwnRate(rate.map(Place::decimal).orElse(Rate.ZERO)));
        return new Tier(from, pay);
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

    /**
     * One place in the document. Each reading method answers with a value in any case; when the document has none to
     * offer, it records a finding and answers with a stand-in, so that reading goes on and finds the rest.
     */
    private final class Place {

        private final JsonNode node;
        private final String path;
        private boolean failed;

        private Place(JsonNode node, String path) {
            this.node = node;
            this.path = path;
        }

        private Place at(String field) {
            JsonNode child = node.get(field);
            return new Place(child == null ? MissingNode.getInstance() : child,
                    path + "/" + field.replace("~", "~0").replace("/", "~1"));
        }

        private Optional<Place> optional() {
            return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(this);
        }

        private void fail(String sentence, String remedy) {
            failed = true;
            findings.add(Finding.error(path, sentence, remedy));
        }

        private boolean isObject(String remedy) {
            if (!node.isObject()) {
                fail(optional().isEmpty() ? "This is missing." : "This must be an object.", remedy);
            }
            return node.isObject();
        }

        private void allowOnly(String... known) {
            node.fieldNames().forEachRemaining(field -> {
                if (!List.of(known).contains(field)) {
                    at(field).fail("\"%s\" is not a word of the language here.".formatted(shortened(field)),
                            "Known here: %s.".formatted(String.join(", ", known)));
                }
            });
        }

        private List<Place> list(String what, int least, int most) {
            if (!node.isArray()) {
                fail(optional().isEmpty() ? "%s are missing.".formatted(capitalised(what)) : "This must be a list.",
                        "Write a list in brackets.");
                return List.of();
            }
            if (node.size() < least || node.size() > most) {
                fail("The list has %d entries; it must have %d to %d.".formatted(node.size(), least, most),
                        "Add or remove entries.");
                return List.of();
            }
            List<Place> places = new ArrayList<>(node.size());
            for (int i = 0; i < node.size(); i++) {
                places.add(new Place(node.get(i), path + "/" + i));
            }
            return places;
        }

        private String text(String what, int longest) {
            if (!node.isTextual() || node.textValue().isBlank()) {
                fail(optional().isEmpty() ? "%s is missing.".formatted(capitalised(what)) : "This must be a text.",
                        "Write %s in quotes.".formatted(what));
                return "";
            }
            String text = node.textValue();
            if (text.length() > longest || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
                fail("The text is longer than %d characters or holds control characters.".formatted(longest),
                        "Shorten or clean it.");
                return "";
            }
            return text;
        }

        private String oneOf(String what, List<String> known) {
            String text = text(what, 80);
            if (!failed && !known.contains(text)) {
                fail("\"%s\" is not known here.".formatted(text), "Known: %s.".formatted(String.join(", ", known)));
            }
            return text;
        }

        private String slug(String what) {
            String text = text("an id for " + what, 80);
            if (!failed && !SLUG.matcher(text).matches()) {
                fail("\"%s\" cannot be an id.".formatted(text), "Use small letters, digits and single dashes.");
            }
            return text;
        }

        private LocalDate day() {
            String text = text("a day", 10);
            try {
                LocalDate day = failed ? LocalDate.EPOCH : LocalDate.parse(text);
                if (day.getYear() < 1900 || day.getYear() > 2999) {
                    fail("%s is no day a plan could begin or end on.".formatted(text),
                            "Write a day from 1900 to 2999.");
                }
                return day;
            } catch (DateTimeException malformed) {
                fail("\"%s\" is not a day.".formatted(text), "Write year, month and day, such as 2017-03-01.");
                return LocalDate.EPOCH;
            }
        }

        private Rate decimal() {
            String text = node.isTextual() ? node.textValue() : numberAsText();
            if (!DECIMAL.matcher(text).matches()) {
                fail(optional().isEmpty() ? "A number is missing." : "This is not a decimal number.",
                        "Write it in quotes, with a point, at most 15 digits before it and 12 after, such as \"0.075\".");
                return Rate.ZERO;
            }
            return new Rate(new BigDecimal(text));
        }

        private String numberAsText() {
            if (!node.isBigDecimal() && !node.isIntegralNumber()) {
                return "";
            }
            BigDecimal number = node.decimalValue();
            return number.precision() > 40 || Math.abs(number.scale()) > 40 ? "" : number.toPlainString();
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
