package io.attain.simulation;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.Vocabulary;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.shared.Finding;

/** The plans of a scenario, inline or by version. */
final class PlanEntries {

    private final PlanSource versions;
    private final Currency currency;
    private final Node.Findings findings;
    private final List<PlanDefinition> plans = new ArrayList<>();

    /** @param currency of inline plans that name none */
    PlanEntries(PlanSource versions, Currency currency, Node.Findings findings) {
        this.versions = versions;
        this.currency = currency;
        this.findings = findings;
    }

    List<PlanDefinition> plans() {
        return plans;
    }

    /** Takes the next one. */
    void take(Node node) {
        if (node.json().isTextual()) {
            versions.version(node.text()).ifPresentOrElse(plans::add, () -> node.fail(
                    "There is no version “" + node.text() + "” that you may read.",
                    "Write plan and number like \"field-sales/1\", or the plan itself."));
            return;
        }
        if (!node.isObject()) {
            node.fail("This is no plan.", "Write an object in the plan language, or a version like \"field-sales/1\".");
            return;
        }
        ObjectNode whole = withDefaults((ObjectNode) node.json());
        switch (PlanReader.read(whole.toString())) {
            case PlanReader.Unreadable unreadable -> unreadable.findings().forEach(one -> found(node, one));
            case PlanReader.Readable readable -> {
                List<Finding> errors = PlanChecks.of(readable.definition()).stream().filter(Finding::isError).toList();
                errors.forEach(one -> found(node, one));
                if (errors.isEmpty() && compiles(node, readable.definition())) {
                    plans.add(readable.definition());
                }
            }
        }
    }

    private void found(Node plan, Finding finding) {
        if (finding.isError()) {
            findings.add(plan.path() + finding.path(), finding.sentence(), finding.remedy());
        }
    }

    private static boolean compiles(Node node, PlanDefinition plan) {
        try {
            CompiledPlan.compile(plan, Vocabulary.of(List.of(plan)));
            return true;
        } catch (IllegalArgumentException flaw) {
            node.fail(String.valueOf(flaw.getMessage()), "Repair the formula, or the circle of components.");
            return false;
        }
    }

    /** What a plan in a simulation need not say. */
    private ObjectNode withDefaults(ObjectNode plan) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("language", PlanDefinition.LANGUAGE).put("id", "plan").put("name", "Plan")
                .put("currency", currency.getCurrencyCode()).put("calendar", "simulation");
        whole.putObject("effective").put("from", Dates.EARLIEST.toString());
        whole.setAll(plan);
        if (plan.get("components") instanceof ArrayNode components) {
            ArrayNode named = whole.putArray("components");
            for (int i = 0; i < components.size(); i++) {
                if (components.get(i) instanceof ObjectNode component) {
                    ObjectNode one = JsonNodeFactory.instance.objectNode();
                    one.put("id", components.size() == 1 ? "commission" : "component-" + (i + 1));
                    one.setAll(component);
                    if (!one.has("name")) {
                        one.set("name", one.get("id"));
                    }
                    named.add(one);
                } else {
                    named.add(components.get(i));
                }
            }
        }
        return whole;
    }
}
