package io.attain.plan.language;

import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.shared.Rate;

/**
 * Writes a definition back as JSON. The canonical form has every key in a fixed order, every default spelled out,
 * decimals as plain strings without trailing zeros and no white space: equal definitions are equal texts.
 */
public final class PlanWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanWriter() {}

    /** What is stored, approved and digested. */
    public static String canonical(PlanDefinition plan) {
        try {
            return JSON.writeValueAsString(tree(plan));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The same, indented for people. */
    public static String indented(PlanDefinition plan) {
        return tree(plan).toPrettyString();
    }

    private static JsonNode tree(PlanDefinition plan) {
        ObjectNode root = NODES.objectNode();
        root.put("language", PlanDefinition.LANGUAGE).put("id", plan.id()).put("name", plan.name().value());
        plan.description().ifPresent(description -> root.put("description", description.value()));
        root.put("currency", plan.currency().getCurrencyCode()).put("calendar", plan.calendar());
        ObjectNode effective = root.putObject("effective").put("from", plan.effective().from().toString());
        if (!plan.effective().isOpenEnded()) {
            effective.put("to", plan.effective().to().toString());
        }
        ArrayNode components = root.putArray("components");
        plan.components().forEach(component -> components.add(component(component)));
        return root;
    }

    private static JsonNode component(Component component) {
        ObjectNode node = NODES.objectNode().put("id", component.id()).put("name", component.name().value());
        ArrayNode roles = node.putObject("credits").putArray("roles");
        component.credits().roles().forEach(role -> roles.add(role.key()));
        node.put("measure", switch (component.measure()) {
            case Measure.Amount amount -> "amount";
            default -> throw new IllegalArgumentException("cannot be written yet: " + component.measure());
        });
        node.put("window", component.window().key());
        component.quota().ifPresent(quota -> node.put("quota", quota.name()));
        node.set("pay", pay(component.pay()));
        return node;
    }

    private static JsonNode pay(PayFunction pay) {
        ObjectNode node = NODES.objectNode();
        switch (pay) {
            case FlatRate flat -> node.put("type", "flat-rate").put("rate", decimal(flat.rate()));
            case RateTable table -> {
                ArrayNode fields = node.put("type", "rate-table").putArray("fields");
                table.fields().forEach(fields::add);
                ArrayNode rows = node.putArray("rows");
                table.rows().forEach(row -> {
                    ObjectNode written = rows.addObject();
                    ObjectNode when = written.putObject("when");
                    row.when().entrySet().stream().sorted(Map.Entry.comparingByKey())
                            .forEach(condition -> when.put(condition.getKey(), condition.getValue()));
                    written.put("rate", decimal(row.rate()));
                });
                node.put("otherwise", decimal(table.otherwise()));
            }
            case MarginalTiers tiers -> {
                node.put("type", "marginal-tiers").put("on", tiers.on().name().toLowerCase(Locale.ROOT));
                tiers.base().ifPresent(base -> node.set("base", pay(base)));
                ArrayNode written = node.putArray("tiers");
                tiers.tiers().forEach(tier -> written.add(tier(tier)));
            }
            default -> throw new IllegalArgumentException("cannot be written yet: " + pay);
        }
        return node;
    }

    private static JsonNode tier(Tier tier) {
        ObjectNode node = NODES.objectNode().put("from", decimal(tier.from()));
        return switch (tier.pay()) {
            case Factor factor -> node.put("factor", decimal(factor.factor()));
            case OwnRate own -> node.put("rate", decimal(own.rate()));
        };
    }

    private static String decimal(Rate rate) {
        return rate.value().toPlainString();
    }
}
