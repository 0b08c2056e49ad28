package io.attain.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageTest {

    @ParameterizedTest(name = "{0} reads {1}")
    @CsvSource(delimiter = '|', value = { "zh-CN,zh;q=0.9,en;q=0.8|zh", "en-GB|en", "de-DE,de;q=0.9|en", "|en",
        "zh-TW|zh", "not a header;;;|en", "fr;q=0.9,zh;q=0.1|zh" })
    void theBrowserAsksForTheLanguage(String header, String language) {
        assertThat(Language.asked(header)).isEqualTo(Locale.of(language));
    }

    @Test
    void everyTextIsThereInBothLanguages() throws IOException {
        Set<String> english = keys("/messages.properties");
        // The places of the menu have their English labels where the menu is made.
        Set<String> chinese = new TreeSet<>(keys("/messages_zh.properties"));
        chinese.removeIf(key -> key.startsWith("nav."));
        assertThat(chinese).isEqualTo(english).isNotEmpty();
    }

    private static Set<String> keys(String file) throws IOException {
        Properties texts = new Properties();
        try (InputStreamReader in = new InputStreamReader(
                java.util.Objects.requireNonNull(LanguageTest.class.getResourceAsStream(file)),
                StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        assertThat(texts.values()).allSatisfy(text -> assertThat(text.toString()).isNotBlank());
        return texts.stringPropertyNames();
    }
}
