package io.attain.calculation.explanation;

import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** Facts in sentences that whoever is paid understands, in English or Chinese. */
public final class Sentences {

    /** The languages there are; any other reads English. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    private Sentences() {}

    /** @param currency of the plan: what the figures of a derivation are in */
    public static String of(Fact fact, Currency currency, Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage())
                ? new Chinese(currency).of(fact)
                : new English(currency).of(fact);
    }
}
