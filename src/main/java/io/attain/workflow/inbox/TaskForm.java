package io.attain.workflow.inbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.shared.Refused;

/**
 * A deployed form as a list of what may be submitted. The browser's form viewer shows the same file; what it checks
 * counts for nothing here.
 */
final class TaskForm {

    /** The one shape of visibility rule our forms use: hidden when another field has, or has not, a value. */
    private static final Pattern HIDE = Pattern.compile("=\\s*(\\w+)\\s*(!?=)\\s*\"(\\w*)\"");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");
    private static final int LONGEST = 4000;
    private static final Set<String> SHOWN_ONLY = Set.of("text", "html", "separator", "spacer", "image");

    private final List<Field> fields;

    private TaskForm(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    private record Field(String key, String label, String type, boolean required, Set<String> options, int maxLength,
            Optional<BigDecimal> min, Optional<BigDecimal> max, int decimals, Optional<Hide> hide) {}

    private record Hide(String key, boolean whenDifferent, String value) {}

    static TaskForm of(String json) {
        JsonNode form;
        try {
            form = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the form is not JSON", broken);
        }
        List<Field> fields = new ArrayList<>();
        for (JsonNode component : form.path("components")) {
            if (!SHOWN_ONLY.contains(component.path("type").asText())) {
                fields.add(field(component));
            }
        }
        return new TaskForm(fields);
    }

    private static Field field(JsonNode component) {
        String type = component.path("type").asText();
        if (!Set.of("radio", "select", "textfield", "textarea", "number").contains(type)) {
            throw new IllegalStateException("forms have no fields of type " + type);
        }
        JsonNode rules = component.path("validate");
        Set<String> options = StreamSupport.stream(component.path("values").spliterator(), false)
                .map(option -> option.path("value").asText())
                .collect(Collectors.toUnmodifiableSet());
        String hide = component.path("conditional").path("hide").asText();
        return new Field(component.path("key").asText(), component.path("label").asText(), type,
                rules.path("required").asBoolean(), options, rules.path("maxLength").asInt(LONGEST),
                decimal(rules.path("min")), decimal(rules.path("max")), component.path("decimalDigits").asInt(0),
                hide.isEmpty() ? Optional.empty() : Optional.of(hide(hide)));
    }

    private static Optional<BigDecimal> decimal(JsonNode node) {
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    private static Hide hide(String expression) {
        Matcher matcher = HIDE.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalStateException("a form hides a field by a rule unknown here: " + expression);
        }
        return new Hide(matcher.group(1), matcher.group(2).equals("!="), matcher.group(3));
    }

    /**
     * The values that count: known fields only, stripped, without those the form hides.
     *
     * @throws Refused naming the first field that is wrong
     */
    FormValues accept(Map<String, String> submitted) {
        Set<String> unknown = new TreeSet<>(submitted.keySet());
        fields.forEach(field -> unknown.remove(field.key()));
        if (!unknown.isEmpty()) {
            throw new Refused("form-unknown-field",
                    "The form has no field called “" + unknown.iterator().next() + "”.");
        }
        Map<String, String> accepted = new LinkedHashMap<>();
        for (Field field : fields) {
            String value = Optional.ofNullable(submitted.get(field.key())).orElse("").strip();
            if (hidden(field, submitted)) {
                continue;
            }
            if (value.isEmpty()) {
                if (field.required()) {
                    throw new Refused("form-incomplete", "Please fill in “" + field.label() + "”.");
                }
                continue;
            }
            accepted.put(field.key(), checked(field, value));
        }
        return new FormValues(accepted);
    }

    private static boolean hidden(Field field, Map<String, String> submitted) {
        return field.hide()
                .filter(hide -> hide.whenDifferent() != hide.value()
                        .equals(Optional.ofNullable(submitted.get(hide.key())).orElse("").strip()))
                .isPresent();
    }

    private static String checked(Field field, String value) {
        boolean fits = switch (field.type()) {
            case "radio", "select" -> field.options().contains(value);
            case "number" -> numberFits(field, value);
            default -> value.length() <= field.maxLength();
        };
        if (!fits) {
            throw new Refused("form-invalid", switch (field.type()) {
                case "radio", "select" -> "“" + field.label() + "” does not offer that choice.";
                case "number" -> "“" + field.label() + "” takes a number"
                        + field.min().map(min -> " from " + min).orElse("")
                        + field.max().map(max -> " to " + max).orElse("")
                        + ", with at most " + field.decimals() + " decimal places.";
                default -> "“" + field.label() + "” takes at most " + field.maxLength() + " characters.";
            });
        }
        return value;
    }

    private static boolean numberFits(Field field, String value) {
        if (!DECIMAL.matcher(value).matches()) {
            return false;
        }
        BigDecimal number = new BigDecimal(value);
        return number.stripTrailingZeros().scale() <= field.decimals()
                && field.min().filter(min -> number.compareTo(min) < 0).isEmpty()
                && field.max().filter(max -> number.compareTo(max) > 0).isEmpty();
    }
}
