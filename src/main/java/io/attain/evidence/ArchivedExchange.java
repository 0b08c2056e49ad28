package io.attain.evidence;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.attain.payable.Exchange;
import io.attain.payable.PayRate;
import io.attain.shared.Money;

/** An exchange in a pack: all of it but the rate in minor units of the plan's currency. */
final class ArchivedExchange {

    private ArchivedExchange() {}

    static Consumer<Exchange> writer(ArrayNode exchanges) {
        return one -> {
            PayRate rate = one.rate().orElseThrow();
            exchanges.addObject().put("currency", one.from().getCurrencyCode())
                    .put("earned_minor", one.earned().minor()).put("corrected_minor", one.corrected().minor())
                    .put("uncollected_minor", one.uncollected().minor())
                    .put("held_back_minor", one.heldBack().minor())
                    .put("rate", rate.rate().toPlainString()).put("rate_of", rate.on().toString());
        };
    }

    /** @param statement the line of the statement that may hold some */
    static List<Exchange> read(JsonNode statement) {
        List<Exchange> exchanges = new ArrayList<>();
        for (JsonNode one : statement.path("exchanges")) {
            Currency from = Currency.getInstance(one.get("currency").textValue());
            exchanges.add(new Exchange(Money.ofMinor(one.get("earned_minor").longValue(), from),
                    Money.ofMinor(one.get("corrected_minor").longValue(), from),
                    Money.ofMinor(one.get("uncollected_minor").longValue(), from),
                    Money.ofMinor(one.get("held_back_minor").longValue(), from),
                    Currency.getInstance(statement.get("currency").textValue()),
                    Optional.of(new PayRate(new BigDecimal(one.get("rate").textValue()),
                            LocalDate.parse(one.get("rate_of").textValue())))));
        }
        return exchanges;
    }
}
