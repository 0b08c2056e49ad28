package io.attain.plan.language;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name or description in one language or several.
 *
 * @param value        what is shown where no translation fits
 * @param translations by language, such as {@code zh}; none when the document gave one plain text
 */
public record Text(String value, Map<String, String> translations) {

    public Text {
        translations = Collections.unmodifiableMap(new TreeMap<>(translations));
    }

    public static Text of(String value) {
        return new Text(value, Map.of());
    }

    /** Several languages; English, or else the first by its code, stands in for those that are not there. */
    public static Text in(Map<String, String> translations) {
        return new Text(translations.getOrDefault("en",
                new TreeMap<>(translations).values().stream().findFirst().orElse("")), translations);
    }

    /** The translation for the language of the locale, else the value. */
    public String in(Locale locale) {
        return translations.getOrDefault(locale.getLanguage(), value);
    }

    @Override
    public String toString() {
        return value;
    }
}
