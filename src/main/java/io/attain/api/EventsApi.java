package io.attain.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.Refused;

/** Sales events of every kind, from other systems. */
@RestController
@RequestMapping("/api/v1")
class EventsApi {

    private final Imports imports;

    EventsApi(Imports imports) {
        this.imports = imports;
    }

    record TouchJson(String channel, Optional<String> participant, LocalDate date) {}

    /**
     * @param id       the key in the source: sent again with the same content it changes nothing
     * @param kind     booking, invoice, collection, return, stage, activity or kpi
     * @param amount   in major units; of a return, what comes back, with either sign
     * @param refersTo the id of the original
     */
    record EventJson(Optional<String> id, Optional<String> kind, Optional<String> date, Optional<String> seller,
            Optional<String> account, Optional<String> product, Optional<BigDecimal> amount, Optional<String> currency,
            Optional<BigDecimal> margin, Optional<BigDecimal> quantity, Optional<String> refersTo,
            Optional<Map<String, String>> attributes, Optional<List<TouchJson>> touches) {}

    record EventsJson(Optional<String> source, Optional<List<EventJson>> events) {}

    record TakenJson(long batch, boolean seenBefore, int received, int added, int changed, int unchanged) {}

    /** Takes all events of the request or, if one cannot be taken, none: the problem then names each item and field. */
    @PostMapping("/events")
    @PreAuthorize("hasRole('comp-admin')")
    TakenJson post(@RequestBody EventsJson body) {
        ImportReport report = imports.post(
                body.source().orElseThrow(() -> new Refused("form-source", "Name the source of the events.")),
                body.events().orElse(List.of()).stream().map(EventsApi::fields).toList());
        return new TakenJson(report.batchId().value(), report.seenBefore(), report.received(), report.added(),
                report.changed(), report.unchanged());
    }

    private static Map<String, String> fields(EventJson event) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "id", event.id());
        put(fields, "kind", event.kind());
        put(fields, "date", event.date());
        put(fields, "seller", event.seller());
        put(fields, "account", event.account());
        put(fields, "product", event.product());
        put(fields, "amount", event.amount().map(BigDecimal::toPlainString));
        put(fields, "currency", event.currency());
        put(fields, "margin", event.margin().map(BigDecimal::toPlainString));
        put(fields, "quantity", event.quantity().map(BigDecimal::toPlainString));
        put(fields, "refers_to", event.refersTo());
        put(fields, "touches", event.touches().map(EventsApi::written));
        event.attributes().orElse(Map.of()).forEach((name, value) -> {
            if (fields.putIfAbsent(name, value.strip()) != null) {
                throw new Refused("form-attributes",
                        "“" + name + "” is a field of every event and cannot be an attribute as well.");
            }
        });
        return fields;
    }

    private static void put(Map<String, String> fields, String name, Optional<String> value) {
        value.map(String::strip).filter(text -> !text.isEmpty()).ifPresent(text -> fields.put(name, text));
    }

    private static String written(List<TouchJson> touches) {
        List<String> texts = new ArrayList<>();
        for (TouchJson touch : touches) {
            texts.add(touch.channel() + "@" + touch.date() + touch.participant().map(who -> "=" + who).orElse(""));
        }
        return texts.stream().collect(Collectors.joining("; "));
    }
}
