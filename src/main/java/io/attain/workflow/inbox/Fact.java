package io.attain.workflow.inbox;

import java.util.Locale;

import io.attain.shared.Money;

/** One line of what a person should know before deciding, ready to be shown. */
public record Fact(String label, String value) {

    public static Fact of(String label, Money amount) {
        return new Fact(label, inWords(amount));
    }

    /** An amount with its thousands set apart: {@code 180,642.15 USD}. */
    public static String inWords(Money amount) {
        int digits = amount.currency().getDefaultFractionDigits();
        return String.format(Locale.ROOT, "%,." + digits + "f %s", amount.toDecimal(),
                amount.currency().getCurrencyCode());
    }
}
