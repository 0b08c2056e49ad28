package io.attain.crediting;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.sales.RowOutcome;
import io.attain.sales.RowProblem;
import io.attain.sales.SourceRow;
import io.attain.shared.DateRange;

/** Reads the fields of one row and collects what is wrong with them. */
final class RowFields {

    private final SourceRow row;
    private final List<RowProblem> problems = new ArrayList<>();

    RowFields(SourceRow row) {
        this.row = row;
    }

    boolean isRejected() {
        return !problems.isEmpty();
    }

    RowOutcome rejected() {
        return new RowOutcome.Rejected(List.copyOf(problems));
    }

    void reject(String field, String sentence, String remedy) {
        problems.add(new RowProblem(row.number(), field, field.isEmpty() ? "" : row.field(field), sentence, remedy,
                RowProblem.Severity.REJECTED));
    }

    String required(String field) {
        String text = row.field(field);
        if (text.isEmpty()) {
            reject(field, "The field is empty.", "Fill in " + field + ".");
        }
        return text;
    }

    Optional<LocalDate> date(String field) {
        String text = row.field(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            reject(field, "This is not a date.", "Write the day as year-month-day, such as 2017-03-31.");
            return Optional.empty();
        }
    }

    Optional<LocalDate> requiredDate(String field) {
        required(field);
        return date(field);
    }

    /** From the day of the column from to that before the column to, or without end. */
    Optional<DateRange> days() {
        Optional<LocalDate> from = requiredDate("from");
        Optional<LocalDate> to = date("to");
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            reject("to", "The span ends before it begins on " + from.get() + ".",
                    "The end is the first day after the span.");
            return Optional.empty();
        }
        return from.map(day -> new DateRange(day, to.orElse(LocalDate.MAX)));
    }

    Optional<BigDecimal> positive(String field, BigDecimal most) {
        String text = row.field(field);
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,12})?") || new BigDecimal(text).signum() == 0
                || new BigDecimal(text).compareTo(most) > 0) {
            reject(field, "This is not a number above 0 and up to " + most.toPlainString() + ".",
                    "Write digits and at most one decimal point, such as 1.0824.");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    Optional<Currency> currency(String field) {
        String code = required(field);
        Optional<Currency> currency = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0)
                .findFirst();
        if (currency.isEmpty() && !code.isEmpty()) {
            reject(field, "This is not a currency.", "Use a code of ISO 4217, such as USD.");
        }
        return currency;
    }

    Optional<ParticipantId> person(String field, Participants participants) {
        Optional<ParticipantId> person = participants.byName(required(field)).map(Participant::id);
        if (person.isEmpty() && !row.field(field).isEmpty()) {
            reject(field, "Nobody of this name is known.",
                    "Import the person with a people file, then replay the rejected rows.");
        }
        return person;
    }
}
