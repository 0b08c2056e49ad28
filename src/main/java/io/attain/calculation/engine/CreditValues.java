package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

import io.attain.plan.formula.Values;
import io.attain.plan.language.Measure;

/** The fields of a credit, for the conditions of a component: money in major units. */
record CreditValues(CreditFacts credit, int currencyDigits) implements Values {

    private static final int LONGEST_NUMBER = 40;

    /** The number that a field's text is; none where it is none. */
    static Optional<BigDecimal> numberIn(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-') {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<BigDecimal> number(String name) {
        return switch (name) {
            case "amount" -> Optional.of(BigDecimal.valueOf(credit.amount(), currencyDigits));
            case "margin" -> credit.margin().map(minor -> BigDecimal.valueOf(minor, currencyDigits));
            case "quantity" -> Optional.of(BigDecimal.valueOf(credit.quantity(), Measure.DECIMALS));
            default -> numberIn(credit.fields().apply(name));
        };
    }

    @Override
    public String text(String name) {
        return switch (name) {
            case "role" -> credit.role().key();
            case "kind" -> credit.kind().key();
            default -> credit.fields().apply(name);
        };
    }

    @Override
    public Optional<LocalDate> date(String name) {
        return name.equals("date") ? Optional.of(LocalDate.ofEpochDay(credit.day())) : Optional.empty();
    }

    @Override
    public Optional<BigDecimal> number(String function, String argument) {
        return Optional.empty();
    }
}
