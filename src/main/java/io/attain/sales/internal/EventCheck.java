package io.attain.sales.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attain.participant.ParticipantId;
import io.attain.sales.EventKind;
import io.attain.sales.Touch;
import io.attain.shared.Money;

/** Judges one event, from a file or a request. */
final class EventCheck {

    private static final Pattern TOUCH = Pattern.compile("([^@;=]{1,40})@([0-9]{4}-[0-9]{2}-[0-9]{2})(=([^@;=]+))?");
    private static final BigDecimal MOST_UNITS = new BigDecimal("1000000000000");
    private static final int UNIT_DIGITS = 6;
    private static final int MOST_TOUCHES = 50;

    private final Catalogue.Names names;
    private final Set<ParticipantId> people;
    private final Currency currency;

    EventCheck(Catalogue.Names names, Currency currency) {
        this.names = names;
        this.people = new HashSet<>(names.people().values());
        this.currency = currency;
    }

    /** The event, or nothing when the row was rejected. */
    Optional<StagedSale> check(RowCheck row) {
        if (row.required("id").length() > 80) {
            row.reject("id", "The id is longer than 80 characters.", "Correct the id.");
        }
        Optional<EventKind> kind = kind(row);
        Optional<LocalDate> date = row.requiredDate("date");
        Optional<ParticipantId> seller = row.optional("seller").flatMap(name -> person(row, "seller", name));
        Optional<String> product = row.optional("product").flatMap(name -> product(row, name));
        Currency money = currency(row);
        Optional<Money> amount = row.signedAmount("amount", money);
        Optional<Money> margin = row.signedAmount("margin", money);
        Optional<BigDecimal> quantity = quantity(row);
        List<Touch> touches = touches(row);
        Map<String, String> attributes = new TreeMap<>();
        row.filled().forEach((column, text) -> {
            if (!EventColumns.KNOWN.contains(column)) {
                attributes.put(column, text);
            }
        });
        kind.ifPresent(known -> agree(row, known, amount, attributes));
        if (row.isRejected()) {
            return Optional.empty();
        }
        row.optional("account").filter(name -> !names.accounts().contains(name)).ifPresent(name -> row.warn("account",
                "The account is not known.", "Import it with an accounts file, or correct the name."));
        boolean back = kind.orElseThrow() == EventKind.RETURN;
        long units = quantity.orElse(BigDecimal.ZERO).movePointRight(UNIT_DIGITS).longValueExact();
        return Optional.of(new StagedSale(Optional.empty(), seller, product.orElse(""), row.optional("account"),
                Optional.empty(), date, Optional.of(signed(amount.orElse(Money.zero(money)), back)),
                Optional.of(new StagedSale.Event(kind.get(), margin.map(one -> signed(one, back)),
                        back ? -Math.abs(units) : units, row.optional("refers_to"), attributes, touches))));
    }

    /** What is taken back is below zero, whichever sign the source writes. */
    private static Money signed(Money amount, boolean back) {
        return back && amount.isPositive() ? amount.negate() : amount;
    }

    private static Optional<EventKind> kind(RowCheck row) {
        String word = row.required("kind");
        Optional<EventKind> kind = EventKind.fromKey(word);
        if (kind.isEmpty() && !word.isEmpty()) {
            row.reject("kind", "This kind of event is not known.",
                    "Use booking, invoice, collection, return, stage, activity or kpi.");
        }
        return kind;
    }

    private static void agree(RowCheck row, EventKind kind, Optional<Money> amount, Map<String, String> attributes) {
        switch (kind) {
            case BOOKING -> {
                row.required("amount");
                if (amount.isPresent() && amount.get().isNegative()) {
                    row.reject("amount", "The booking is worth less than nothing.",
                            "Write what comes back as an event of the kind return.");
                }
            }
            case INVOICE, COLLECTION -> row.required("amount");
            case RETURN -> {
                row.required("amount");
                row.required("refers_to");
                if (amount.isPresent() && amount.get().isZero()) {
                    row.reject("amount", "The return takes nothing back.", "Write the value that comes back.");
                }
            }
            case STAGE, ACTIVITY -> {
            }
            case KPI -> {
                row.required("quantity");
                if (!attributes.containsKey("kpi")) {
                    row.reject("kpi", "The reading does not say of which key figure.",
                            "Name it in the attribute kpi, such as csat; the quantity is the reading.");
                }
            }
        }
        if (row.text("refers_to").equals(row.text("id")) && !row.text("id").isEmpty()) {
            row.reject("refers_to", "The event refers to itself.", "Name its original.");
        }
    }

    private Optional<ParticipantId> person(RowCheck row, String column, String name) {
        Optional<ParticipantId> person = Optional.ofNullable(names.people().get(name))
                .or(() -> people.stream().filter(id -> id.value().equals(name)).findFirst());
        if (person.isEmpty()) {
            row.reject(column, "Nobody of this name is known.",
                    "Import the person with a people file, or correct the name; then replay the rejected rows.");
        }
        return person;
    }

    private Optional<String> product(RowCheck row, String name) {
        Optional<String> product = Optional.ofNullable(names.products().get(name));
        if (product.isEmpty()) {
            row.reject("product", "The catalogue has no such product.",
                    "Declare it another name for a product, or import it with a products file and replay.");
        }
        return product;
    }

    private Currency currency(RowCheck row) {
        String code = row.text("currency");
        if (code.isEmpty()) {
            return currency;
        }
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0)
                .findFirst().orElseGet(() -> {
                    row.reject("currency", "This is not a currency.", "Use a code of ISO 4217, such as USD.");
                    return currency;
                });
    }

    private static Optional<BigDecimal> quantity(RowCheck row) {
        Optional<BigDecimal> quantity = row.number("quantity");
        if (quantity.isPresent() && (quantity.get().abs().compareTo(MOST_UNITS) > 0
                || quantity.get().stripTrailingZeros().scale() > UNIT_DIGITS)) {
            row.reject("quantity", "The quantity has more than six decimals, or is beyond belief.",
                    "Correct the quantity.");
            return Optional.empty();
        }
        return quantity;
    }

    private List<Touch> touches(RowCheck row) {
        List<Touch> touches = new ArrayList<>();
        for (String text : row.optional("touches").map(all -> all.split(";", -1)).orElse(new String[0])) {
            Matcher touch = TOUCH.matcher(text.strip());
            Optional<LocalDate> date = touch.matches() ? RowCheck.day(touch.group(2)) : Optional.empty();
            if (date.isEmpty() || touches.size() >= MOST_TOUCHES) {
                row.reject("touches", "“" + text.strip() + "” is no touch, or one too many.",
                        "Write channel@day=person and put semicolons between up to 50, such as web@2017-02-01; call@2017-02-09=Moses Frase.");
                return List.of();
            }
            Optional<String> name = Optional.ofNullable(touch.group(4)).map(String::strip);
            touches.add(new Touch(touch.group(1).strip(), name.flatMap(known -> person(row, "touches", known)),
                    date.get()));
        }
        return touches;
    }
}
