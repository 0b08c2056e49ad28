package io.attain.calculation;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/** A prior-period adjustment as JSON, without the number the database gave its credit. */
final class ArchivedCorrection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchivedCorrection() {}

    static ObjectNode write(PriorPeriodLine line) {
        ObjectNode node = JSON.createObjectNode()
                .put("participant", line.participant().value()).put("period", line.period().value())
                .put("plan", line.planVersion().plan().value()).put("version", line.planVersion().number())
                .put("component", line.component()).put("kind", line.kind().name());
        line.event().ifPresent(event -> node.put("source", event.source()).put("id", event.externalId()));
        return node.put("date", line.eventDate().toString()).put("text", line.text())
                .put("currency", line.after().currency().getCurrencyCode())
                .put("credited_minor", line.credited().minor()).put("before_minor", line.before().minor())
                .put("after_minor", line.after().minor()).put("split_before", line.splitBefore())
                .put("split_after", line.splitAfter()).put("cause", line.cause());
    }

    static PriorPeriodLine read(JsonNode node) {
        Currency currency = Currency.getInstance(text(node, "currency"));
        return new PriorPeriodLine(new ParticipantId(text(node, "participant")), new PeriodId(text(node, "period")),
                PlanVersionId.of(text(node, "plan"), node.get("version").intValue()), text(node, "component"),
                LineKind.valueOf(text(node, "kind")),
                node.has("id") ? Optional.of(new EventKey(text(node, "source"), text(node, "id"))) : Optional.empty(),
                Optional.empty(), LocalDate.parse(text(node, "date")), text(node, "text"),
                Money.ofMinor(node.get("credited_minor").longValue(), currency),
                Money.ofMinor(node.get("before_minor").longValue(), currency),
                Money.ofMinor(node.get("after_minor").longValue(), currency), node.get("split_before").intValue(),
                node.get("split_after").intValue(), text(node, "cause"));
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).textValue();
    }
}
