package io.attain.plan.comparison;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attain.plan.language.Text;

/**
 * One thing that differs between two versions of a plan.
 *
 * @param path    where, as the fields of the language and the ids or positions on the way, such as
 *                {@code components/new/pay/tiers/2/from}
 * @param subject what it is, in English and Chinese
 * @param before  what it was; empty for what was added
 * @param after   what it is now; empty for what was removed. One of both is there.
 */
public record Change(String path, Text subject, Optional<Text> before, Optional<Text> after) {

    public Change {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("nothing changes at " + path);
        }
    }

    /** The change as one sentence, in English and Chinese. */
    public Text sentence() {
        return Text.in(Map.of("en", english(), "zh", chinese()));
    }

    /** The sentence in Chinese for a Chinese locale, else in English. */
    public String sentence(Locale locale) {
        return sentence().in(locale);
    }

    private String english() {
        String what = subject.in(Locale.ENGLISH);
        String named = what.isEmpty() ? what : Character.toUpperCase(what.charAt(0)) + what.substring(1);
        String was = before.map(text -> text.in(Locale.ENGLISH)).orElse("");
        String is = after.map(text -> text.in(Locale.ENGLISH)).orElse("");
        if (before.isEmpty()) {
            return "%s is added: %s.".formatted(named, is);
        }
        return after.isEmpty()
                ? "%s is removed; it was: %s.".formatted(named, was)
                : "%s: from %s to %s.".formatted(named, was, is);
    }

    private String chinese() {
        String what = subject.in(Locale.CHINESE);
        String was = before.map(text -> text.in(Locale.CHINESE)).orElse("");
        String is = after.map(text -> text.in(Locale.CHINESE)).orElse("");
        if (before.isEmpty()) {
            return "新增%s：%s。".formatted(what, is);
        }
        return after.isEmpty()
                ? "取消%s，原为：%s。".formatted(what, was)
                : "%s：由%s改为%s。".formatted(what, was, is);
    }
}
