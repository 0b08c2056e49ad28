package io.attain.simulation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;
import io.attain.shared.Money;

/**
 * One place of a scenario. Each reading method answers in any case: where the document has nothing fitting, it records a
 * finding and answers with a stand-in, so that reading finds the rest.
 */
final class Node {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,12})?");
    private static final int LONGEST_TEXT = 200;

    /** What was found, up to a limit. */
    static final class Findings {

        private static final int MOST = 100;

        private final List<Finding> list = new ArrayList<>();

        void add(String path, String sentence, String remedy) {
            if (list.size() < MOST) {
                list.add(Finding.error(path, sentence, remedy));
            }
        }

        void throwIfAny() {
            if (!list.isEmpty()) {
                throw new ScenarioRefused(list);
            }
        }
    }

    private final JsonNode json;
    private final String path;
    private final Findings findings;

    Node(JsonNode json, String path, Findings findings) {
        this.json = json;
        this.path = path;
        this.findings = findings;
    }

    JsonNode json() {
        return json;
    }

    String path() {
        return path;
    }

    void fail(String sentence, String remedy) {
        findings.add(path, sentence, remedy);
    }

    boolean isObject() {
        return json.isObject();
    }

    /** Whether it is an object of these fields alone; what is not is found. */
    boolean isObjectOf(String... known) {
        if (!json.isObject()) {
            fail("This must be an object.", "Write it in braces, with some of %s.".formatted(String.join(", ", known)));
            return false;
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!Arrays.asList(known).contains(name)) {
                findings.add(path + "/" + escaped(name), "“" + name + "” is not known here.",
                        "Known here: %s.".formatted(String.join(", ", known)));
            }
        });
        return true;
    }

    Optional<Node> given(String field) {
        JsonNode child = json.get(field);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new Node(child, path + "/" + escaped(field), findings));
    }

    Optional<Node> required(String field) {
        Optional<Node> child = given(field);
        if (child.isEmpty()) {
            findings.add(path + "/" + escaped(field), "This is missing.", "Write it.");
        }
        return child;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<Node> items() {
        if (!json.isArray()) {
            fail("This must be a list.", "Write it in brackets.");
            return List.of();
        }
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            items.add(new Node(json.get(i), path + "/" + i, findings));
        }
        return items;
    }

    String text() {
        if (!json.isTextual() || json.textValue().isBlank() || json.textValue().length() > LONGEST_TEXT) {
            fail("This must be a text of 1 to %d characters.".formatted(LONGEST_TEXT), "Write it in quotes.");
            return "x";
        }
        return json.textValue();
    }

    boolean yes() {
        if (!json.isBoolean()) {
            fail("This is neither true nor false.", "Write one of them, without quotes.");
        }
        return json.booleanValue();
    }

    Optional<BigDecimal> decimal() {
        String text = json.isNumber() ? json.decimalValue().toPlainString() : json.asText();
        if (!(json.isNumber() || json.isTextual()) || !DECIMAL.matcher(text).matches()) {
            fail("This is no decimal number of at most 15 digits before and 12 after the point.",
                    "Write it like \"1250.50\".");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    Optional<LocalDate> date() {
        try {
            return Optional.of(LocalDate.parse(json.asText()));
        } catch (DateTimeException malformed) {
            fail("“" + json.asText() + "” is no day.", "Write year, month and day like \"2026-01-31\".");
            return Optional.empty();
        }
    }

    Optional<ParticipantId> participant() {
        try {
            return Optional.of(new ParticipantId(json.asText()));
        } catch (IllegalArgumentException malformed) {
            fail("“" + json.asText() + "” cannot be the id of a participant.",
                    "Use small letters, digits and dashes, like \"ann-lee\".");
            return Optional.empty();
        }
    }

    Optional<Currency> currency() {
        Optional<Currency> known = Currency.getAvailableCurrencies().stream()
                .filter(one -> one.getCurrencyCode().equals(json.asText()) && one.getDefaultFractionDigits() >= 0)
                .findFirst();
        if (known.isEmpty()) {
            fail("“" + json.asText() + "” is no currency.", "Write a code of ISO 4217, such as USD or EUR.");
        }
        return known;
    }

    /** From {@code from} to {@code to}, either of which may be left out. */
    DateRange days() {
        LocalDate from = given("from").flatMap(Node::date).orElse(Dates.EARLIEST);
        LocalDate to = given("to").flatMap(Node::date).orElse(LocalDate.MAX);
        if (!from.isBefore(to)) {
            fail("The days end before they begin.", "Let “to” be the first day after the last one.");
            return DateRange.since(from.equals(LocalDate.MAX) ? Dates.EARLIEST : from);
        }
        return new DateRange(from, to);
    }

    static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }

    /** An amount in major units of the currency. */
    Optional<Money> money(Currency of) {
        Optional<BigDecimal> value = decimal();
        if (value.isPresent() && value.get().stripTrailingZeros().scale() > of.getDefaultFractionDigits()) {
            fail("%s has no more than %d decimals.".formatted(of, of.getDefaultFractionDigits()),
                    "Round the amount.");
            return Optional.empty();
        }
        return value.map(amount -> Money.of(amount, of));
    }
}
