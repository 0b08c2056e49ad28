package io.attain.plan.language;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/**
 * Writes a definition back as JSON. The canonical form has every key in a fixed order, decimals as plain strings without
 * trailing zeros and no white space: equal definitions are equal texts. The first words of the language (roles, measure,
 * window, quota) are always spelled out, those that came later only where they differ from their default, so that the
 * text and the digest of a plan outlive the growth of the language.
 */
public final class PlanWriter {

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
        ObjectNode root = object();
        root.put("language", PlanDefinition.LANGUAGE).put("id", plan.id()).set("name", text(plan.name()));
        plan.description().ifPresent(description -> root.set("description", text(description)));
        root.put("currency", plan.currency().getCurrencyCode()).put("calendar", plan.calendar());
        root.set("effective", days(plan.effective()));
        if (plan.conversion() != Conversion.EVENT_DATE) {
            root.put("conversion", plan.conversion().key());
        }
        ArrayNode components = root.putArray("components");
        plan.components().forEach(component -> components.add(component(component)));
        if (!plan.pay().equals(PlanPay.NONE)) {
            root.set("pay", planPay(plan.pay()));
        }
        if (!plan.examples().isEmpty()) {
            ArrayNode examples = root.putArray("examples");
            plan.examples().forEach(example -> examples.add(example(example)));
        }
        return root;
    }

    private static JsonNode component(Component component) {
        ObjectNode node = object().put("id", component.id());
        node.set("name", text(component.name()));
        node.set("credits", credits(component.credits()));
        node.set("measure", PayFunctionWriter.measure(component.measure()));
        node.put("window", component.window().key());
        component.quota().ifPresent(quota -> node.set("quota", quota(quota)));
        component.target().ifPresent(target -> node.set("target", limit(object(), target, "share")));
        node.set("pay", PayFunctionWriter.pay(component.pay()));
        Modifiers modifiers = component.modifiers();
        if (!modifiers.multipliers().isEmpty()) {
            ArrayNode multipliers = node.putArray("multipliers");
            modifiers.multipliers().forEach(each -> multipliers.add(PayFunctionWriter.multiplier(each)));
        }
        modifiers.gate().ifPresent(gate -> {
            ObjectNode written = node.putObject("gate").put("when", gate.when().text());
            if (!gate.otherwise().equals(Rate.ZERO)) {
                written.put("otherwise", decimal(gate.otherwise()));
            }
        });
        modifiers.floor().ifPresent(floor -> {
            ObjectNode written = limit(node.putObject("floor"), floor.limit(), "ofTarget");
            if (floor.guaranteed()) {
                written.put("guaranteed", true);
            }
        });
        modifiers.cap().ifPresent(cap -> node.set("cap", limit(object(), cap, "ofTarget")));
        modifiers.lineCap().ifPresent(cap -> node.set("lineCap", limit(object(), cap, "ofTarget")));
        payment(component.payment(), node);
        return node;
    }

    private static JsonNode credits(CreditSelection credits) {
        ObjectNode node = object();
        words(node.putArray("roles"), credits.roles(), CreditSelection.Role::key);
        if (!credits.events().equals(Set.of(EventKind.BOOKING))) {
            words(node.putArray("events"), credits.events(), EventKind::key);
        }
        credits.where().ifPresent(where -> node.put("where", where.text()));
        credits.customerMonths().ifPresent(months -> node.put("customerMonths", months));
        if (credits.afterLeaving()) {
            node.put("afterLeaving", true);
        }
        return node;
    }

    private static <E> void words(ArrayNode array, Set<E> all, Function<E, String> key) {
        all.forEach(each -> array.add(key.apply(each)));
    }

    private static JsonNode quota(QuotaUse quota) {
        if (quota.equals(QuotaUse.of(quota.name()))) {
            return JsonNodeFactory.instance.textNode(quota.name());
        }
        ObjectNode node = object().put("name", quota.name());
        quota.ramp().ifPresent(ramp -> {
            ObjectNode written = node.putObject("ramp").put("by", ramp.by().key());
            decimals(written.putArray(ramp.kind().name().toLowerCase(Locale.ROOT)), ramp.values());
        });
        if (quota.proration() != Proration.CALENDAR_DAYS) {
            node.put("proration", quota.proration().key());
        }
        if (!quota.seasonal().isEmpty()) {
            decimals(node.putArray("seasonal"), quota.seasonal());
        }
        return node;
    }

    private static ObjectNode limit(ObjectNode node, Limit limit, String share) {
        return switch (limit) {
            case Limit.Amount amount -> node.put("amount", decimal(amount.amount()));
            case Limit.OfTarget ofTarget -> node.put(share, decimal(ofTarget.share()));
        };
    }

    private static void payment(Payment payment, ObjectNode component) {
        if (payment.on() != Payment.On.BOOKING || payment.holdback().isPresent()) {
            ObjectNode payable = component.putObject("payable").put("on", payment.on().key());
            payment.holdback().ifPresent(holdback -> payable.putObject("holdback")
                    .put("share", decimal(holdback.share())).put("days", holdback.days()));
        }
        Clawback clawback = payment.clawback();
        if (!clawback.equals(Clawback.DEFAULT)) {
            ObjectNode node = component.putObject("clawback");
            clawback.days().ifPresent(days -> node.put("days", days));
            node.put("takes", clawback.takes().key()).put("attainment", clawback.falls() ? "falls" : "stays");
            clawback.termMonths().ifPresent(months -> node.put("termMonths", months));
        }
    }

    private static JsonNode planPay(PlanPay pay) {
        ObjectNode node = object();
        pay.cap().ifPresent(cap -> node.set("cap", limit(object(), cap, "ofTarget")));
        pay.budget().ifPresent(budget -> node.putObject("budget").put("amount", decimal(budget)));
        pay.draw().ifPresent(draw -> node.set("draw", draw(draw)));
        return node;
    }

    private static JsonNode draw(Draw draw) {
        ObjectNode node = limit(object().put("type", draw.kind().key()), draw.amount(), "ofTarget");
        if (!draw.ramp().isEmpty()) {
            decimals(node.putArray("ramp"), draw.ramp());
        }
        draw.months().ifPresent(months -> node.put("months", months));
        if (!draw.recovery().equals(Draw.Recovery.AT_ONCE)) {
            ObjectNode recovery = node.putObject("recovery");
            draw.recovery().atMost().ifPresent(most -> recovery.put("atMost", decimal(most)));
            recovery.put("afterMonths", draw.recovery().afterMonths());
        }
        if (draw.proration() != Proration.CALENDAR_DAYS) {
            node.put("proration", draw.proration().key());
        }
        return node;
    }

    private static JsonNode example(Example example) {
        ObjectNode node = object().put("name", example.name());
        example.period().ifPresent(period -> node.set("period", days(period)));
        Example.Person person = example.person();
        if (!person.id().equals(Example.NOBODY_IN_PARTICULAR)) {
            node.put("id", person.id());
        }
        person(node, person);
        if (!example.colleagues().isEmpty()) {
            ArrayNode colleagues = node.putArray("colleagues");
            example.colleagues()
                    .forEach(colleague -> person(colleagues.addObject().put("id", colleague.id()), colleague));
        }
        if (!example.opening().equals(Example.Owed.NOTHING)) {
            node.putObject("opening").put("draw", decimal(example.opening().draw())).put("receivable",
                    decimal(example.opening().receivable()));
        }
        expected(node.putObject("expect"), example.expected());
        if (!example.then().isEmpty()) {
            ArrayNode then = node.putArray("then");
            example.then().forEach(expected -> expected(then.addObject(), expected));
        }
        return node;
    }

    private static void expected(ObjectNode node, Example.Expected expected) {
        decimals(node, "components", expected.components());
        expected.total().ifPresent(total -> node.put("total", decimal(total)));
        if (!expected.lines().isEmpty()) {
            ArrayNode lines = node.putArray("lines");
            expected.lines().forEach(line -> lines.addObject().put("component", line.component())
                    .put("amount", decimal(line.amount())));
        }
        expected.pay()
                .forEach((figure, amount) -> (figure.group().isEmpty() ? node : node.withObject("/" + figure.group()))
                        .put(figure.key(), decimal(amount)));
    }

    private static void person(ObjectNode node, Example.Person person) {
        if (!person.team().isEmpty()) {
            node.put("team", person.team());
        }
        if (!person.role().isEmpty()) {
            node.put("role", person.role());
        }
        if (person.below()) {
            node.put("below", true);
        }
        person.joined().ifPresent(joined -> node.put("joined", joined.toString()));
        person.target().ifPresent(target -> node.put("target", decimal(target)));
        decimals(node, "quotas", person.quotas());
        decimals(node, "kpis", person.kpis());
        if (!person.events().isEmpty()) {
            ArrayNode events = node.putArray("events");
            person.events().forEach(event -> {
                ObjectNode written = events.addObject().put("on", event.on().toString());
                if (event.kind() != Example.Kind.BOOKING) {
                    written.put("kind", event.kind().key());
                }
                if (event.role() != CreditSelection.Role.DIRECT) {
                    written.put("role", event.role().key());
                }
                event.amount().ifPresent(amount -> written.put("amount", decimal(amount)));
                event.whole().ifPresent(whole -> written.put("whole", decimal(whole)));
                event.refersTo().ifPresent(name -> written.put("refersTo", name));
                new TreeMap<>(event.fields()).forEach(written::put);
            });
        }
    }

    private static JsonNode days(DateRange days) {
        ObjectNode node = object().put("from", days.from().toString());
        return days.isOpenEnded() ? node : node.put("to", days.to().toString());
    }

    private static void decimals(ObjectNode node, String name, Map<String, Rate> numbers) {
        if (!numbers.isEmpty()) {
            ObjectNode written = node.putObject(name);
            new TreeMap<>(numbers).forEach((key, number) -> written.put(key, decimal(number)));
        }
    }

    static JsonNode text(Text text) {
        if (text.translations().isEmpty()) {
            return JsonNodeFactory.instance.textNode(text.value());
        }
        ObjectNode node = object();
        text.translations().forEach(node::put);
        return node;
    }

    static void decimals(ArrayNode array, Iterable<Rate> numbers) {
        numbers.forEach(number -> array.add(decimal(number)));
    }

    static void optional(ObjectNode node, String name, Optional<Rate> number) {
        number.ifPresent(given -> node.put(name, decimal(given)));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String decimal(Rate rate) {
        return rate.value().toPlainString();
    }
}
