package io.attain.plan.language;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

/**
 * One place in a document. Each reading method answers with a value in any case; when the document has none to offer, it
 * records a finding and answers with a stand-in, so that reading goes on and finds the rest.
 */
final class Place {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,12})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final DateRange SOME_DAYS = DateRange.since(LocalDate.EPOCH);
    private static final int LONGEST_FORMULA = 2_000;
    private static final int MOST_LANGUAGES = 20;

    private final JsonNode node;
    private final String path;
    private final List<Finding> findings;
    private boolean failed;

    private Place(JsonNode node, String path, List<Finding> findings) {
        this.node = node;
        this.path = path;
        this.findings = findings;
    }

    /** The whole document; what is wrong anywhere in it goes to the findings. */
    static Place root(JsonNode tree, List<Finding> findings) {
        return new Place(tree, "", findings);
    }

    Place at(String field) {
        JsonNode child = node.get(field);
        return new Place(child == null ? MissingNode.getInstance() : child,
                path + "/" + field.replace("~", "~0").replace("/", "~1"), findings);
    }

    Optional<Place> optional() {
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(this);
    }

    /** The place of a field, if it is there. */
    Optional<Place> given(String field) {
        return at(field).optional();
    }

    boolean failed() {
        return failed;
    }

    boolean isText() {
        return node.isTextual();
    }

    boolean hasFields() {
        return node.isObject();
    }

    void fail(String sentence, String remedy) {
        failed = true;
        findings.add(Finding.error(path, sentence, remedy));
    }

    boolean isObject(String remedy) {
        if (!node.isObject()) {
            fail(optional().isEmpty() ? "This is missing." : "This must be an object.", remedy);
        }
        return node.isObject();
    }

    void allowOnly(String... known) {
        node.fieldNames().forEachRemaining(field -> {
            if (!Arrays.asList(known).contains(field)) {
                at(field).fail("\"%s\" is not a word of the language here.".formatted(shortened(field)),
                        "Known here: %s.".formatted(String.join(", ", known)));
            }
        });
    }

    /** The names of the fields of an object, in the order of the document. */
    List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<Place> list(String what, int least, int most) {
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
            places.add(new Place(node.get(i), path + "/" + i, findings));
        }
        return places;
    }

    List<Rate> decimals(String what, int least, int most) {
        return list(what, least, most).stream().map(Place::decimal).toList();
    }

    /** An object of names and numbers. */
    Map<String, Rate> decimalsByName(String what, int most) {
        Map<String, Rate> numbers = new LinkedHashMap<>();
        if (isObject("Write %s as an object of name and number.".formatted(what)) && fewerFieldsThan(most)) {
            fieldNames().forEach(name -> numbers.put(name(name), at(name).decimal()));
        }
        return numbers;
    }

    boolean fewerFieldsThan(int most) {
        if (node.size() > most) {
            fail("There are %d entries; at most %d are possible.".formatted(node.size(), most), "Remove some.");
        }
        return node.size() <= most;
    }

    /** A name that is a key of the document. */
    String name(String key) {
        if (key.isBlank() || key.length() > 80 || key.chars().anyMatch(Character::isISOControl)) {
            at(key).fail("The name \"%s\" is empty, too long or holds control characters.".formatted(shortened(key)),
                    "Use a name of 1 to 80 characters.");
        }
        return key;
    }

    String text(String what, int longest) {
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

    /** One text, or one per language. */
    Text texts(String what, int longest) {
        if (!node.isObject()) {
            return Text.of(text(what, longest));
        }
        Map<String, String> translations = new LinkedHashMap<>();
        if (fewerFieldsThan(MOST_LANGUAGES)) {
            fieldNames().forEach(language -> {
                if (!LANGUAGE.matcher(language).matches()) {
                    at(language).fail("\"%s\" is no language.".formatted(shortened(language)),
                            "Write a code of ISO 639, such as en or zh.");
                }
                translations.put(language, at(language).text(what, longest));
            });
            if (translations.isEmpty()) {
                fail("%s is missing.".formatted(capitalised(what)), "Write it in one language at least.");
            }
        }
        return Text.in(translations);
    }

    /** A piece of data: a text as it is, a number or a yes or no as it is written. */
    String value() {
        return node.isNumber()
                ? decimal().toString()
                : node.isBoolean() ? node.asText() : text("the value", 200);
    }

    Formula formula() {
        return new Formula(text("a formula", LONGEST_FORMULA));
    }

    String oneOf(String what, List<String> known) {
        String text = text(what, 80);
        if (!failed && !known.contains(text)) {
            fail("\"%s\" is not known here.".formatted(text), "Known: %s.".formatted(String.join(", ", known)));
        }
        return text;
    }

    /** One of the words of an enum; the first of them where the document has none of them. */
    <E> E word(String what, E[] all, Function<E, String> key) {
        String text = oneOf(what, Arrays.stream(all).map(key).toList());
        return Arrays.stream(all).filter(one -> key.apply(one).equals(text)).findFirst().orElse(all[0]);
    }

    String slug(String what) {
        String text = text("an id for " + what, 80);
        if (!failed && !SLUG.matcher(text).matches()) {
            fail("\"%s\" cannot be an id.".formatted(text), "Use small letters, digits and single dashes.");
        }
        return text;
    }

    boolean yes() {
        if (!node.isBoolean()) {
            fail("This must be true or false.", "Write true or false, without quotes.");
        }
        return node.booleanValue();
    }

    int whole(int least, int most) {
        String text = node.isTextual() ? node.textValue() : numberAsText();
        if (!WHOLE.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            fail(optional().isEmpty()
                    ? "A number is missing."
                    : "This is not a whole number from %d to %d.".formatted(
                            least, most),
                    "Write a whole number from %d to %d.".formatted(least, most));
            return least;
        }
        return Integer.parseInt(text);
    }

    LocalDate day() {
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

    /** An object with from and, if there is an end, to: the first day that is not in the range any more. */
    DateRange days() {
        if (!isObject("Write an object with from and, if there is an end, to.")) {
            return SOME_DAYS;
        }
        allowOnly("from", "to");
        LocalDate from = at("from").day();
        LocalDate to = given("to").map(Place::day).orElse(LocalDate.MAX);
        if (!from.isBefore(to)) {
            at("to").fail("It would end on %s, before it begins.".formatted(to),
                    "Write the first day on which it does not count any more, or leave \"to\" out.");
            return SOME_DAYS;
        }
        return new DateRange(from, to);
    }

    Rate decimal() {
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

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
