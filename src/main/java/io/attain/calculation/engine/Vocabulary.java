package io.attain.calculation.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attain.plan.language.Component;
import io.attain.plan.language.FlatRate;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.PayFunction;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers;

/**
 * The field values that the tables of some plans tell apart, as small numbers; 0 is every other value. Immutable,
 * and as large as the plans, whatever the credits bring.
 */
public final class Vocabulary {

    private final List<String> fields;
    private final List<Map<String, Integer>> codes;

    /** @param codesByField not changed by anyone any more */
    private Vocabulary(TreeMap<String, Map<String, Integer>> codesByField) {
        fields = List.copyOf(codesByField.keySet());
        codes = List.copyOf(codesByField.values());
    }

    public static Vocabulary of(Collection<PlanDefinition> plans) {
        TreeMap<String, Map<String, Integer>> codesByField = new TreeMap<>();
        for (PlanDefinition plan : plans) {
            for (Component component : plan.components()) {
                collect(component.pay(), codesByField);
                if (component.measure() instanceof Measure.Points points) {
                    collect(points.table(), codesByField);
                }
                component.modifiers().multipliers().forEach(multiplier -> {
                    if (multiplier instanceof Multiplier.ByField byField) {
                        collect(byField.factors(), codesByField);
                    }
                });
            }
        }
        return new Vocabulary(codesByField);
    }

    private static void collect(PayFunction pay, Map<String, Map<String, Integer>> codesByField) {
        switch (pay) {
            case FlatRate flat -> {
            }
            case RateTable table -> {
                table.fields().forEach(field -> codesByField.computeIfAbsent(field, f -> new HashMap<>()));
                table.rows().forEach(row -> row.when().forEach((field, value) -> {
                    Map<String, Integer> values = codesByField.computeIfAbsent(field, f -> new HashMap<>());
                    values.putIfAbsent(value, values.size() + 1);
                }));
            }
            case PerUnit perUnit -> collect(perUnit.amounts(), codesByField);
            case Tiers tiers -> tiers.base().ifPresent(base -> collect(base, codesByField));
            default -> {
            }
        }
    }

    List<String> fields() {
        return fields;
    }

    int indexOf(String field) {
        return fields.indexOf(field);
    }

    /** 0 for a value that no plan names. */
    int code(int field, String value) {
        return codes.get(field).getOrDefault(value, 0);
    }

    /** One more than the highest code of the field. */
    int codes(int field) {
        return codes.get(field).size() + 1;
    }
}
