package io.attain.bank;

import java.util.Locale;

import io.attain.shared.Refused;

/**
 * A business identifier code (ISO 9362).
 *
 * @param value 8 or 11 characters, in capitals
 */
public record Bic(String value) {

    /** @throws Refused {@code bic-form} */
    public Bic {
        value = value.strip().toUpperCase(Locale.ROOT);
        if (!value.matches("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")) {
            throw new Refused("bic-form", "A BIC has 8 or 11 letters and digits, for instance COBADEFF.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
