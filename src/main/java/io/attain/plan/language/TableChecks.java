package io.attain.plan.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.shared.Rate;

/** Rates, factors and the tables they are looked up in. */
final class TableChecks {

    /** The fields that every credit has; whatever else a table looks at is an attribute of the event. */
    static final Set<String> FIELDS = Set.of("product", "account", "role", "kind", "currency");

    private static final Set<String> NUMBERS = Set.of("amount", "margin", "quantity", "date");
    private static final Rate UNUSUAL_FACTOR = Rate.of("10");

    /**
     * A table in a component.
     *
     * @param at    its place below the component
     * @param value the word for what a row brings
     */
    private record Located(String at, RateTable table, String value) {}

    private TableChecks() {}

    private static List<Located> tables(Component component) {
        List<Located> tables = new ArrayList<>();
        if (component.measure() instanceof Measure.Points points) {
            tables.add(new Located("/measure/table", points.table(), "rate"));
        }
        switch (component.pay()) {
            case RateTable table -> tables.add(new Located("/pay", table, "rate"));
            case FlatRate flat -> {
            }
            case Tiers tiers -> tiers.base().ifPresent(base -> add(tables, "/pay/base", base));
            case PerUnit perUnit -> add(tables, "/pay/table", perUnit.amounts());
            case BonusSteps bonus -> {
            }
            case PayCurve curve -> {
            }
            case Scorecard scorecard -> {
            }
            case RankPrizes prizes -> {
            }
            case Pool pool -> {
            }
            case Matrix matrix -> {
            }
            case FormulaPay formula -> {
            }
            case UncollectedDeduction deduction -> {
            }
        }
        List<Multiplier> multipliers = component.modifiers().multipliers();
        for (int m = 0; m < multipliers.size(); m++) {
            if (multipliers.get(m) instanceof Multiplier.ByField byField) {
                tables.add(new Located("/multipliers/" + m, byField.factors(), "factor"));
            }
        }
        return tables;
    }

    private static void add(List<Located> tables, String at, RateSource source) {
        switch (source) {
            case RateTable table -> tables.add(new Located(at, table, "rate"));
            case FlatRate flat -> {
            }
        }
    }

    static void fieldsAreKnown(Subject subject) {
        if (subject.component().measure() instanceof Measure.Distinct distinct) {
            fieldIsKnown(subject, "/measure/field", distinct.field());
        }
        if (subject.component().measure() instanceof Measure.Attribute attribute) {
            if (FIELDS.contains(attribute.name()) || NUMBERS.contains(attribute.name())) {
                subject.error("/measure/name", "\"%s\" is a field of every credit, not an attribute."
                        .formatted(attribute.name()), "Use the measure of that name, or the name of an attribute.");
            } else {
                isNoSlip(subject, "/measure/name", attribute.name());
            }
        }
        for (Located located : tables(subject.component())) {
            List<String> fields = located.table().fields();
            for (int f = 0; f < fields.size(); f++) {
                String at = located.at() + "/fields/" + f;
                fieldIsKnown(subject, at, fields.get(f));
                if (fields.indexOf(fields.get(f)) != f) {
                    subject.error(at, "The field \"%s\" is there twice.".formatted(fields.get(f)), "Remove one.");
                }
            }
        }
    }

    private static void fieldIsKnown(Subject subject, String at, String field) {
        if (NUMBERS.contains(field)) {
            subject.error(at, "\"%s\" is a number or a day, and a table looks up texts.".formatted(field),
                    "Use tiers, steps or a formula for it.");
        } else if (!FIELDS.contains(field)) {
            isNoSlip(subject, at, field);
        }
    }

    private static void isNoSlip(Subject subject, String at, String attribute) {
        meant(attribute).ifPresent(field -> subject.error(at, "A credit has no field \"%s\".".formatted(attribute),
                "Did you mean \"%s\"? Known fields: %s; every other name is an attribute of the event."
                        .formatted(field, String.join(", ", new TreeSet<>(FIELDS)))));
    }

    /** The field that somebody probably meant who wrote nearly its name. */
    static Optional<String> meant(String name) {
        Set<String> all = new TreeSet<>(FIELDS);
        all.addAll(NUMBERS);
        return all.contains(name)
                ? Optional.empty()
                : all.stream().filter(field -> field.length() > 3 && name.length() < 20
                        && distance(name.toLowerCase(Locale.ROOT), field) <= 2
                        && Math.abs(name.length() - field.length()) <= 1).findFirst();
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    static void rowsUseTheirFields(Subject subject) {
        for (Located located : tables(subject.component())) {
            RateTable table = located.table();
            for (int r = 0; r < table.rows().size(); r++) {
                for (String field : table.rows().get(r).when().keySet()) {
                    if (!table.fields().contains(field)) {
                        subject.error(located.at() + "/rows/%d/when/%s".formatted(r, escaped(field)),
                                "The table does not look at \"%s\".".formatted(field),
                                "Add it to the fields of the table, or remove the condition.");
                    }
                }
            }
            for (int f = 0; f < table.fields().size(); f++) {
                String field = table.fields().get(f);
                if (table.rows().stream().noneMatch(row -> row.when().containsKey(field))) {
                    subject.warning(located.at() + "/fields/" + f, "No row looks at \"%s\".".formatted(field),
                            "Remove the field, or add a row that does.");
                }
            }
        }
    }

    private static String escaped(String field) {
        return field.replace("~", "~0").replace("/", "~1");
    }

    static void rowsAreReachable(Subject subject) {
        for (Located located : tables(subject.component())) {
            Map<Map<String, String>, Integer> earlier = new HashMap<>();
            List<RateTable.Row> rows = located.table().rows();
            for (int r = 0; r < rows.size(); r++) {
                Map<String, String> when = rows.get(r).when();
                Optional<Integer> shadow = broader(when).stream().filter(earlier::containsKey).map(earlier::get)
                        .min(Comparator.naturalOrder());
                if (shadow.isPresent()) {
                    subject.error(located.at() + "/rows/" + r,
                            "The row is never reached: row %d already takes whatever it would match."
                                    .formatted(shadow.get() + 1),
                            "Remove the row, or move it before the broader one.");
                } else {
                    earlier.put(when, r);
                }
            }
        }
    }

    /** All conditions that match whatever these match: every subset of them. There are at most four. */
    private static List<Map<String, String>> broader(Map<String, String> when) {
        List<Map<String, String>> subsets = new ArrayList<>(List.of(Map.of()));
        when.forEach((field, value) -> {
            for (Map<String, String> subset : List.copyOf(subsets)) {
                Map<String, String> larger = new HashMap<>(subset);
                larger.put(field, value);
                subsets.add(larger);
            }
        });
        return subsets;
    }

    static void ratesAreSane(Subject subject) {
        for (Located located : tables(subject.component())) {
            RateTable table = located.table();
            for (int r = 0; r < table.rows().size(); r++) {
                value(subject, located, "/rows/%d/%s".formatted(r, located.value()), table.rows().get(r).rate());
            }
            value(subject, located, "/otherwise", table.otherwise());
        }
        switch (subject.component().pay()) {
            case RateTable table -> {
            }
            case FlatRate flat -> rate(subject, "/pay/rate", flat.rate());
            case Tiers tiers -> tierRates(subject, tiers);
            case PerUnit perUnit -> {
                if (perUnit.amounts() instanceof FlatRate flat) {
                    subject.notNegative("/pay/amount", flat.rate());
                }
            }
            case UncollectedDeduction deduction -> rate(subject, "/pay/rate", deduction.rate());
            case BonusSteps bonus -> {
            }
            case PayCurve curve -> {
            }
            case Scorecard scorecard -> {
            }
            case RankPrizes prizes -> {
            }
            case Pool pool -> {
            }
            case Matrix matrix -> {
            }
            case FormulaPay formula -> {
            }
        }
    }

    private static void value(Subject subject, Located located, String at, Rate value) {
        if (located.value().equals("factor")) {
            factor(subject, located.at() + at, value);
        } else if (located.at().equals("/measure/table")) {
            subject.notNegative(located.at() + at, value);
            subject.fits(located.at() + at, value, subject.ofMeasure());
        } else if (located.at().equals("/pay/table")) {
            subject.notNegative(located.at() + at, value);
        } else {
            rate(subject, located.at() + at, value);
        }
    }

    private static void tierRates(Subject subject, Tiers tiers) {
        tiers.base().ifPresent(base -> {
            if (base instanceof FlatRate flat) {
                rate(subject, "/pay/base/rate", flat.rate());
            }
        });
        for (int t = 0; t < tiers.tiers().size(); t++) {
            switch (tiers.tiers().get(t).pay()) {
                case Factor factor -> factor(subject, "/pay/tiers/%d/factor".formatted(t), factor.factor());
                case OwnRate own -> rate(subject, "/pay/tiers/%d/rate".formatted(t), own.rate());
            }
        }
    }

    /** A rate on what is no money is an amount per unit, and as high as it likes. */
    private static void rate(Subject subject, String at, Rate rate) {
        subject.notNegative(at, rate);
        if (subject.component().measure().isMoney() && rate.compareTo(Rate.ONE) > 0) {
            subject.warning(at, "%s is %s.".formatted(rate, rate.inPercent()),
                    "Write fractions: 0.05 is five per cent.");
        }
    }

    static void factor(Subject subject, String at, Rate factor) {
        subject.notNegative(at, factor);
        if (factor.compareTo(UNUSUAL_FACTOR) > 0) {
            subject.warning(at, "%s is %s.".formatted(factor, factor.inPercent()),
                    "Write fractions: 1.5 is half as much again.");
        }
    }
}
