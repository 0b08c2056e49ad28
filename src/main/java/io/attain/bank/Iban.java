package io.attain.bank;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

import io.attain.shared.Refused;

/**
 * An international bank account number (ISO 13616) whose check digits are right.
 *
 * @param value without blanks, in capitals
 */
public record Iban(String value) {

    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    /** Lengths of the registry for the countries most people are paid in; others are taken at 15 to 34 characters. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("AT", 20), Map.entry("BE", 16), Map.entry("CH", 21), Map.entry("CZ", 24), Map.entry("DE", 22),
            Map.entry("DK", 18), Map.entry("ES", 24), Map.entry("FI", 18), Map.entry("FR", 27), Map.entry("GB", 22),
            Map.entry("GR", 27), Map.entry("HU", 28), Map.entry("IE", 22), Map.entry("IT", 27), Map.entry("LU", 20),
            Map.entry("NL", 18), Map.entry("NO", 15), Map.entry("PL", 28), Map.entry("PT", 25), Map.entry("RO", 24),
            Map.entry("SE", 24), Map.entry("SK", 24), Map.entry("AE", 23), Map.entry("SA", 24), Map.entry("TR", 26));

    /**
     * @throws Refused {@code iban-…} naming what is wrong: the form, the length of the country, or the check digits
     */
    public Iban {
        value = value.replaceAll("[\\s\u00a0]", "").toUpperCase(Locale.ROOT);
        if (!value.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
            throw new Refused("iban-form",
                    "An IBAN begins with two letters for the country and two check digits, 15 to 34 characters in all.");
        }
        Integer length = LENGTHS.get(value.substring(0, 2));
        if (length != null && length != value.length()) {
            throw new Refused("iban-length", "An IBAN of %s has %d characters; this one has %d."
                    .formatted(value.substring(0, 2), length, value.length()));
        }
        if (!remainder(value).equals(BigInteger.ONE)) {
            throw new Refused("iban-check-digits",
                    "The check digits of this IBAN do not fit its account number; look for a typing mistake.");
        }
    }

    private static BigInteger remainder(String iban) {
        StringBuilder digits = new StringBuilder(iban.length() * 2);
        (iban.substring(4) + iban.substring(0, 4)).chars()
                .forEach(character -> digits.append(Character.digit(character, 36)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN);
    }

    /** What screens and the audit trail show: country and the last four characters. */
    public String masked() {
        return value.substring(0, 2) + " •••• " + value.substring(value.length() - 4);
    }

    /** Masked, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return masked();
    }
}
