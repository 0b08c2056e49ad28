package io.attain.workflow.inbox;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** What a person filled in, after it was checked against the task's form. */
public record FormValues(Map<String, String> values) {

    public FormValues {
        values = Map.copyOf(values);
    }

    /** The option chosen in the field {@code decision}, which every form has. */
    public String decision() {
        return values.getOrDefault("decision", "");
    }

    /** Why, if the form asked and the person said. */
    public Optional<String> reason() {
        return text("reason").or(() -> text("comment"));
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A number field, exactly as written. */
    public Optional<BigDecimal> number(String key) {
        return text(key).map(BigDecimal::new);
    }
}
