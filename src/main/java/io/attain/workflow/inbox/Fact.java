package io.attain.workflow.inbox;

import java.util.Locale;

import io.attain.shared.Money;

/** One line of what a person should know before deciding, ready to be shown. */
public record Fact(String label, String value) {

    /** An amount with its thousands set apart: {@code 180,642.15 USD}. */
    public static Fact of(String label, Money amount) {
        int digits = amount.currency().getDefaultFractionDigits();
        return new Fact(label, String.format(Locale.ROOT, "%,." + digits + "f %s", amount.toDecimal(),
                amount.currency().getCurrencyCode()));
    }
}
