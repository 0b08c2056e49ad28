package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.sales.EventKind;
import io.attain.shared.Refused;

/** Credit rules as JSON. */
final class CreditRulesJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("id", "events", "where", "to", "attribution", "role", "share");
    private static final String RECIPIENTS = "Write seller, account-owner, territory-owner, product-specialist, partner, channel or touches.";

    private CreditRulesJson() {}

    static String write(CreditRules rules) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("rules");
        for (CreditRule rule : rules.rules()) {
            ObjectNode node = list.addObject().put("id", rule.id());
            if (rule.events().size() < EventKind.values().length) {
                ArrayNode events = node.putArray("events");
                rule.events().forEach(kind -> events.add(kind.key()));
            }
            rule.where().ifPresent(where -> node.put("where", where));
            node.put("to", word(rule.to()));
            if (rule.to() instanceof Recipient.Touches touches) {
                attribution(node, touches.attribution());
            }
            switch (rule.role()) {
                case DIRECT -> node.put("role", "direct");
                case OVERLAY -> node.put("role", "overlay").put("share", rule.share().toPlainString());
            }
        }
        root.putObject("rollup").put("overlay", rules.rollUpOverlay());
        return root.toString();
    }

    private static String word(Recipient to) {
        return switch (to) {
            case Recipient.Seller seller -> "seller";
            case Recipient.AccountOwner owner -> "account-owner";
            case Recipient.TerritoryOwner owner -> "territory-owner";
            case Recipient.ProductSpecialist specialist -> "product-specialist";
            case Recipient.Partner partner -> "partner";
            case Recipient.Channel channel -> "channel";
            case Recipient.Touches touches -> "touches";
        };
    }

    private static void attribution(ObjectNode node, Attribution attribution) {
        switch (attribution) {
            case Attribution.First first -> node.put("attribution", "first");
            case Attribution.Last last -> node.put("attribution", "last");
            case Attribution.Linear linear -> node.put("attribution", "linear");
            case Attribution.PositionBased position -> node.put("attribution", "position-based");
            case Attribution.ByChannel byChannel -> {
                ObjectNode weights = node.putObject("attribution");
                byChannel.weights().forEach((channel, weight) -> weights.put(channel, weight.toPlainString()));
            }
        }
    }

    static CreditRules read(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw refused("", "this is not JSON. Look for a missing comma or bracket.");
        }
        if (!root.isObject() || !root.path("rules").isArray()) {
            throw refused("", "there are no rules. Write them as the list “rules”.");
        }
        for (Iterator<String> names = root.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!name.equals("rules") && !name.equals("rollup")) {
                throw refused("/" + name, "this is not a word of credit rules. Leave it out.");
            }
        }
        List<CreditRule> rules = new ArrayList<>();
        for (JsonNode node : root.path("rules")) {
            rules.add(rule(node, "/rules/" + rules.size()));
        }
        JsonNode overlay = root.path("rollup").path("overlay");
        if (!overlay.isMissingNode() && !overlay.isBoolean()) {
            throw refused("/rollup/overlay", "this is neither true nor false. Write one of them.");
        }
        return new CreditRules(rules, overlay.booleanValue());
    }

    private static CreditRule rule(JsonNode node, String path) {
        if (!node.isObject()) {
            throw refused(path, "this is not a rule. Write an object with id, to and role.");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw refused(path + "/" + name, "this is not a word of a credit rule. Leave it out.");
            }
        }
        String id = text(node, "id", path).orElseThrow(() -> refused(path + "/id", "the rule has no id. Name it."));
        CreditRule.Role role = switch (text(node, "role", path).orElse("direct")) {
            case "direct" -> CreditRule.Role.DIRECT;
            case "overlay" -> CreditRule.Role.OVERLAY;
            default -> throw refused(path + "/role", "this role cannot be given. Write direct or overlay.");
        };
        BigDecimal share = number(node.path("share"), path + "/share").orElse(BigDecimal.ONE);
        if (share.signum() <= 0 || share.compareTo(BigDecimal.TEN) > 0) {
            throw refused(path + "/share", "the share is not above 0 and up to 10. Write a quarter as 0.25.");
        }
        if (role == CreditRule.Role.DIRECT && share.compareTo(BigDecimal.ONE) != 0) {
            throw refused(path + "/share",
                    "a direct rule gives the whole event. Leave the share out, or write role overlay.");
        }
        return new CreditRule(id, events(node.path("events"), path + "/events"), text(node, "where", path),
                recipient(node, path), role, share);
    }

    private static Set<EventKind> events(JsonNode node, String path) {
        if (node.isMissingNode()) {
            return EnumSet.allOf(EventKind.class);
        }
        EnumSet<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (JsonNode word : node) {
            kinds.add(EventKind.fromKey(word.asText()).orElseThrow(() -> refused(path, "“" + word.asText()
                    + "” is no kind of event. Write booking, invoice, collection, return, stage, activity or kpi.")));
        }
        if (!node.isArray() || kinds.isEmpty()) {
            throw refused(path, "this is not a list of kinds of events. Write at least one, or leave it out for all.");
        }
        return kinds;
    }

    private static Recipient recipient(JsonNode node, String path) {
        Recipient to = switch (text(node, "to", path).orElse("")) {
            case "seller" -> new Recipient.Seller();
            case "account-owner" -> new Recipient.AccountOwner();
            case "territory-owner" -> new Recipient.TerritoryOwner();
            case "product-specialist" -> new Recipient.ProductSpecialist();
            case "partner" -> new Recipient.Partner();
            case "channel" -> new Recipient.Channel();
            case "touches" -> new Recipient.Touches(attribution(node.path("attribution"), path + "/attribution"));
            default -> throw refused(path + "/to", "nobody is meant by this. " + RECIPIENTS);
        };
        if (!(to instanceof Recipient.Touches) && node.has("attribution")) {
            throw refused(path + "/attribution", "only touches are attributed. Leave it out, or write to: touches.");
        }
        return to;
    }

    private static Attribution attribution(JsonNode node, String path) {
        if (node.isObject()) {
            Map<String, BigDecimal> weights = new TreeMap<>();
            node.fields().forEachRemaining(field -> weights.put(field.getKey(), number(field.getValue(),
                    path + "/" + field.getKey()).filter(weight -> weight.signum() >= 0)
                    .orElseThrow(() -> refused(path + "/" + field.getKey(),
                            "a weight is zero or more. Write how much the channel weighs beside the others."))));
            if (weights.values().stream().noneMatch(weight -> weight.signum() > 0)) {
                throw refused(path, "no channel weighs anything. Give one a weight above 0.");
            }
            return new Attribution.ByChannel(weights);
        }
        return switch (node.asText()) {
            case "first" -> new Attribution.First();
            case "last" -> new Attribution.Last();
            case "linear" -> new Attribution.Linear();
            case "position-based" -> new Attribution.PositionBased();
            default -> throw refused(path,
                    "this is no attribution. Write first, last, linear, position-based or weights by channel.");
        };
    }

    private static Optional<String> text(JsonNode node, String field, String path) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > 2000) {
            throw refused(path + "/" + field,
                    "this is not a text of up to 2000 characters. Write one in quotation marks.");
        }
        return Optional.of(value.textValue());
    }

    private static Optional<BigDecimal> number(JsonNode node, String path) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        String text = node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
        if (!text.matches("-?[0-9]{1,12}(\\.[0-9]{1,12})?")) {
            throw refused(path, "this is not a number. Write it as “0.25”.");
        }
        return Optional.of(new BigDecimal(text));
    }

    private static Refused refused(String path, String sentence) {
        return new Refused("credit-rules",
                "In the credit rules, at " + (path.isEmpty() ? "the top" : path) + ": " + sentence);
    }
}
