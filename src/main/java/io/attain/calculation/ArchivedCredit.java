package io.attain.calculation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.CreditRole;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.shared.Money;

/** A credit as JSON, without the number the database gave it. */
final class ArchivedCredit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchivedCredit() {}

    static ObjectNode write(Credit credit) {
        ObjectNode node = JSON.createObjectNode()
                .put("source", credit.event().source()).put("id", credit.event().externalId())
                .put("kind", credit.kind().name()).put("revision", credit.revision())
                .put("split_version", credit.splitVersion()).put("date", credit.eventDate().toString())
                .put("role", credit.role().name()).put("share", credit.share().toPlainString())
                .put("original_minor", credit.original().minor())
                .put("original_currency", credit.original().currency().getCurrencyCode())
                .put("amount_minor", credit.amount().minor())
                .put("currency", credit.amount().currency().getCurrencyCode())
                .put("quantity", credit.quantity()).put("count", credit.count()).put("product", credit.product())
                .put("rule", credit.rule());
        credit.margin().ifPresent(margin -> node.put("margin_minor", margin.minor())
                .put("margin_currency", margin.currency().getCurrencyCode()));
        credit.account().ifPresent(account -> node.put("account", account));
        ObjectNode attributes = node.putObject("attributes");
        credit.attributes().forEach(attributes::put);
        credit.origin().ifPresent(origin -> node.putObject("origin")
                .put("source", origin.event().source()).put("id", origin.event().externalId())
                .put("kind", origin.kind().name()).put("date", origin.date().toString()));
        return node;
    }

    /** @param number stands in for the number the database gave, in the order of the file */
    static Credit read(JsonNode node, ParticipantId participant, long number) {
        Map<String, String> attributes = new TreeMap<>();
        node.get("attributes").properties().forEach(one -> attributes.put(one.getKey(), one.getValue().textValue()));
        JsonNode origin = node.get("origin");
        return new Credit(new CreditId(number), new EventKey(text(node, "source"), text(node, "id")),
                EventKind.valueOf(text(node, "kind")), node.get("revision").intValue(),
                node.get("split_version").intValue(), LocalDate.parse(text(node, "date")), participant,
                CreditRole.valueOf(text(node, "role")), new BigDecimal(text(node, "share")),
                money(node, "original_minor", "original_currency"), money(node, "amount_minor", "currency"),
                node.has("margin_minor")
                        ? Optional.of(money(node, "margin_minor", "margin_currency"))
                        : Optional.empty(),
                node.get("quantity").longValue(), node.get("count").longValue(), text(node, "product"),
                node.has("account") ? Optional.of(text(node, "account")) : Optional.empty(), attributes,
                origin == null
                        ? Optional.empty()
                        : Optional.of(new Credit.Origin(new EventKey(text(origin, "source"), text(origin, "id")),
                                EventKind.valueOf(text(origin, "kind")), LocalDate.parse(text(origin, "date")))),
                text(node, "rule"));
    }

    private static Money money(JsonNode node, String minor, String currency) {
        return Money.ofMinor(node.get(minor).longValue(), Currency.getInstance(text(node, currency)));
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).textValue();
    }
}
