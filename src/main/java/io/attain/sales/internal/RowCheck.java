package io.attain.sales.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.attain.sales.RowProblem;
import io.attain.sales.RowProblem.Severity;
import io.attain.shared.Money;

/** Reads the fields of one row and collects what is wrong with them; nothing is guessed. */
public final class RowCheck {

    /** What can be dealt in: nothing larger is believed. In major units. */
    static final BigDecimal ABSURD = new BigDecimal("1000000000");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd")
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final LocalDate EARLIEST = LocalDate.of(1950, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

    private final int number;
    private final Map<String, String> fields;
    private final List<RowProblem> problems = new ArrayList<>();

    public RowCheck(int number, Map<String, String> fields) {
        this.number = number;
        this.fields = fields;
    }

    public int number() {
        return number;
    }

    public List<RowProblem> problems() {
        return List.copyOf(problems);
    }

    public boolean isRejected() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.REJECTED);
    }

    public void reject(String field, String sentence, String remedy) {
        problems.add(problem(field, sentence, remedy, Severity.REJECTED));
    }

    public void warn(String field, String sentence, String remedy) {
        problems.add(problem(field, sentence, remedy, Severity.WARNING));
    }

    /** Something to know that is no fault of the row. */
    public void notice(String field, String sentence, String remedy) {
        problems.add(problem(field, sentence, remedy, Severity.NOTICE));
    }

    public String text(String column) {
        return fields.getOrDefault(column, "");
    }

    /** The fields that are not blank, by column. */
    Map<String, String> filled() {
        Map<String, String> filled = new LinkedHashMap<>(fields);
        filled.values().removeIf(String::isEmpty);
        return filled;
    }

    /** A field that must not be blank. */
    public String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            reject(column, "The field is empty.", "Fill in " + column + ".");
        }
        return text;
    }

    public Optional<String> optional(String column) {
        return Optional.of(text(column)).filter(text -> !text.isEmpty());
    }

    /** A day written as 2017-03-31, if the field is filled in and right. */
    public Optional<LocalDate> date(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text, DATE);
            if (believable(date)) {
                return Optional.of(date);
            }
            reject(column, "The date is outside the years 1950 to 2099.", "Correct the date.");
        } catch (DateTimeException unreadable) {
            reject(column, "This is not a date.", "Write the day as year-month-day, such as 2017-03-31.");
        }
        return Optional.empty();
    }

    /** The day that a text writes as 2017-03-31, if it is one we believe. */
    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DATE)).filter(RowCheck::believable);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean believable(LocalDate date) {
        return !date.isBefore(EARLIEST) && date.isBefore(LATEST);
    }

    public Optional<LocalDate> requiredDate(String column) {
        required(column);
        return date(column);
    }

    /** A plain decimal number, if the field is filled in and right. */
    public Optional<BigDecimal> number(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            reject(column, "This is not a number.",
                    "Write digits and at most one decimal point, such as 1054.50; no thousands separators, no currency sign.");
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /** An amount from zero up, if the field is filled in and right. */
    public Optional<Money> amount(String column, Currency currency) {
        Optional<BigDecimal> number = number(column);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal amount = number.get();
        if (amount.signum() < 0) {
            reject(column, "The amount is negative.",
                    "A deal is worth zero or more; leave returns to their own process.");
        } else if (amount.compareTo(ABSURD) > 0) {
            reject(column, "The amount is beyond belief: more than 1,000,000,000.", "Correct the amount.");
        } else if (amount.stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
            reject(column, "The amount has more decimals than " + currency + " has.",
                    "Round it to " + currency.getDefaultFractionDigits() + " decimals in the source.");
        } else {
            return Optional.of(Money.of(amount, currency));
        }
        return Optional.empty();
    }

    /** An amount of any sign, if the field is filled in and right. */
    public Optional<Money> signedAmount(String column, Currency currency) {
        Optional<BigDecimal> number = number(column);
        if (number.isPresent() && number.get().abs().compareTo(ABSURD) > 0) {
            reject(column, "The amount is beyond belief: more than 1,000,000,000.", "Correct the amount.");
            return Optional.empty();
        }
        if (number.isPresent() && number.get().stripTrailingZeros().scale() > currency.getDefaultFractionDigits()) {
            reject(column, "The amount has more decimals than " + currency + " has.",
                    "Round it to " + currency.getDefaultFractionDigits() + " decimals in the source.");
            return Optional.empty();
        }
        return number.map(amount -> Money.of(amount, currency));
    }

    private RowProblem problem(String field, String sentence, String remedy, Severity severity) {
        String value = text(field);
        return new RowProblem(number, field, value.length() > 200 ? value.substring(0, 200) : value, sentence, remedy,
                severity);
    }
}
