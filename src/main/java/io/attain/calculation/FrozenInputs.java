package io.attain.calculation;

import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;
import io.attain.shared.DateRange;
import io.attain.shared.Sha256;

/**
 * What a run knows of one participant besides credits.
 *
 * @param segments by plan and first day; those of one plan never overlap
 * @param quotas   prorated, by plan and component
 */
record FrozenInputs(List<Segment> segments, List<Quota> quotas) {

    static final FrozenInputs NONE = new FrozenInputs(List.of(), List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The days of the period on which a plan version counts for the participant. */
    record Segment(PlanVersionId version, Sha256 digest, DateRange days) {}

    /** The quota of one component over the participant's time in the plan, in minor units. */
    record Quota(PlanId plan, String component, long minor) {}

    FrozenInputs {
        segments = List.copyOf(segments);
        quotas = List.copyOf(quotas);
    }

    boolean covers(LocalDate day) {
        for (Segment segment : segments) {
            if (segment.days().contains(day)) {
                return true;
            }
        }
        return false;
    }

    /** Equal inputs are equal texts. */
    String toJson() {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode written = root.putArray("segments");
        segments.forEach(segment -> written.addObject().put("plan", segment.version().plan().value())
                .put("version", segment.version().number()).put("sha256", segment.digest().hex())
                .put("from", segment.days().from().toString()).put("to", segment.days().to().toString()));
        ArrayNode targets = root.putArray("quotas");
        quotas.forEach(
                quota -> targets.addObject().put("plan", quota.plan().value()).put("component", quota.component())
                        .put("minor", quota.minor()));
        return root.toString();
    }

    static FrozenInputs fromJson(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<Segment> segments = new ArrayList<>();
        root.get("segments").forEach(segment -> segments
                .add(new Segment(PlanVersionId.of(segment.get("plan").textValue(), segment.get("version").intValue()),
                        Sha256.fromHex(segment.get("sha256").textValue()),
                        new DateRange(LocalDate.parse(segment.get("from").textValue()),
                                LocalDate.parse(segment.get("to").textValue())))));
        List<Quota> quotas = new ArrayList<>();
        root.get("quotas").forEach(quota -> quotas.add(new Quota(new PlanId(quota.get("plan").textValue()),
                quota.get("component").textValue(), quota.get("minor").longValue())));
        return new FrozenInputs(segments, quotas);
    }
}
