package io.attain.plan.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attain.plan.language.Tiers.Basis;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.shared.Finding;
import io.attain.shared.Rate;

/** Whether a definition makes sense by itself: each check is a function of its own, and all of them are asked. */
public final class PlanChecks {

    /** The fields of a credit that a rate can be looked up by. */
    public static final Set<String> CREDIT_FIELDS = Set.of("product", "account");

    private static final Rate HIGHEST = Rate.of("10");

    /** A check of one component, at the component's path. */
    private interface ComponentCheck {

        void check(Component component, String path, List<Finding> findings);
    }

    private static final List<ComponentCheck> COMPONENT_CHECKS = List.of(PlanChecks::tiersBeginAtZero,
            PlanChecks::tiersAscend, PlanChecks::factorsHaveABase, PlanChecks::attainmentHasAQuotaAndAPeriod,
            PlanChecks::quotaIsUsed, PlanChecks::ratesAreSane, PlanChecks::fieldsAreKnown,
            PlanChecks::rowsUseTheirFields,
            PlanChecks::rowsAreReachable);

    private PlanChecks() {}

    /** Everything there is to say, errors first. */
    public static List<Finding> of(PlanDefinition plan) {
        List<Finding> findings = new ArrayList<>();
        componentIdsDiffer(plan, findings);
        boundariesFitTheCurrency(plan, findings);
        for (int i = 0; i < plan.components().size(); i++) {
            for (ComponentCheck check : COMPONENT_CHECKS) {
                check.check(plan.components().get(i), "/components/" + i, findings);
            }
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    private static void componentIdsDiffer(PlanDefinition plan, List<Finding> findings) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < plan.components().size(); i++) {
            String id = plan.components().get(i).id();
            if (!seen.add(id)) {
                findings.add(Finding.error("/components/%d/id".formatted(i),
                        "Two components are called \"%s\".".formatted(id), "Give this one an id of its own."));
            }
        }
    }

    private static void boundariesFitTheCurrency(PlanDefinition plan, List<Finding> findings) {
        int digits = plan.currency().getDefaultFractionDigits();
        for (int i = 0; i < plan.components().size(); i++) {
            if (plan.components().get(i).pay() instanceof MarginalTiers tiers && tiers.on() == Basis.MEASURE) {
                for (int t = 0; t < tiers.tiers().size(); t++) {
                    if (tiers.tiers().get(t).from().value().scale() > digits) {
                        findings.add(Finding.error("/components/%d/pay/tiers/%d/from".formatted(i, t),
                                "%s cannot hold the decimals of %s.".formatted(plan.currency(),
                                        tiers.tiers().get(t).from()),
                                "Write the boundary with at most %d decimals.".formatted(digits)));
                    }
                }
            }
        }
    }

    private static void tiersBeginAtZero(Component component, String path, List<Finding> findings) {
        if (component.pay() instanceof MarginalTiers tiers) {
            Rate first = tiers.tiers().getFirst().from();
            if (first.compareTo(Rate.ZERO) != 0) {
                findings.add(Finding.error(path + "/pay/tiers/0/from",
                        "There is a gap: nothing says what is paid before %s.".formatted(first),
                        "Begin the first tier at \"0\"; give it the rate or factor \"0\" if it pays nothing."));
            }
        }
    }

    private static void tiersAscend(Component component, String path, List<Finding> findings) {
        if (component.pay() instanceof MarginalTiers tiers) {
            for (int t = 1; t < tiers.tiers().size(); t++) {
                Rate before = tiers.tiers().get(t - 1).from();
                Rate from = tiers.tiers().get(t).from();
                if (from.compareTo(before) <= 0) {
                    findings.add(Finding.error(path + "/pay/tiers/%d/from".formatted(t),
                            "The tier begins at %s, not after the one before it (%s), so that they overlap."
                                    .formatted(from, before),
                            "Put the tiers in ascending order, each with a boundary of its own."));
                }
            }
        }
    }

    private static void factorsHaveABase(Component component, String path, List<Finding> findings) {
        if (component.pay() instanceof MarginalTiers tiers) {
            boolean factors = tiers.tiers().stream().anyMatch(tier -> tier.pay() instanceof Factor);
            if (factors && tiers.base().isEmpty()) {
                findings.add(
                        Finding.error(path + "/pay/base", "A tier has a factor, but there is no rate to apply it to.",
                                "Add a base: a flat rate or a rate table; or give the tiers rates of their own."));
            }
            if (!factors && tiers.base().isPresent()) {
                findings.add(
                        Finding.warning(path + "/pay/base", "The base is never used: every tier has a rate of its own.",
                                "Remove the base, or turn rates into factors."));
            }
        }
    }

    private static void attainmentHasAQuotaAndAPeriod(Component component, String path, List<Finding> findings) {
        if (component.pay() instanceof MarginalTiers tiers && tiers.on() == Basis.ATTAINMENT) {
            if (component.quota().isEmpty()) {
                findings.add(
                        Finding.error(path + "/quota", "Attainment is measured against a quota, and none is named.",
                                "Name the measure of the quota, such as \"amount\"."));
            }
            if (component.window() == Window.CREDIT) {
                findings.add(Finding.error(path + "/window", "A single credit has no attainment.",
                        "Use the window \"period\", or tiers on the measure."));
            }
        }
    }

    private static void quotaIsUsed(Component component, String path, List<Finding> findings) {
        boolean onAttainment = component.pay() instanceof MarginalTiers tiers && tiers.on() == Basis.ATTAINMENT;
        if (component.quota().isPresent() && !onAttainment) {
            findings.add(Finding.warning(path + "/quota", "The quota is shown, but it does not change what is paid.",
                    "Leave it out if nobody should look at it."));
        }
    }

    private static void ratesAreSane(Component component, String path, List<Finding> findings) {
        switch (component.pay()) {
            case RateSource source -> ratesAreSane(source, path + "/pay", findings);
            case MarginalTiers tiers -> {
                tiers.base().ifPresent(base -> ratesAreSane(base, path + "/pay/base", findings));
                for (int t = 0; t < tiers.tiers().size(); t++) {
                    String tierPath = path + "/pay/tiers/" + t;
                    switch (tiers.tiers().get(t).pay()) {
                        case Factor factor -> rateIsSane(factor.factor(), tierPath + "/factor", HIGHEST, findings);
                        case OwnRate own -> rateIsSane(own.rate(), tierPath + "/rate", Rate.ONE, findings);
                    }
                }
            }
            default -> {
            }
        }
    }

    private static void ratesAreSane(RateSource source, String path, List<Finding> findings) {
        switch (source) {
            case FlatRate flat -> rateIsSane(flat.rate(), path + "/rate", Rate.ONE, findings);
            case RateTable table -> {
                for (int r = 0; r < table.rows().size(); r++) {
                    rateIsSane(table.rows().get(r).rate(), path + "/rows/%d/rate".formatted(r), Rate.ONE, findings);
                }
                rateIsSane(table.otherwise(), path + "/otherwise", Rate.ONE, findings);
            }
        }
    }

    private static void rateIsSane(Rate rate, String path, Rate unusual, List<Finding> findings) {
        if (rate.compareTo(Rate.ZERO) < 0) {
            findings.add(Finding.error(path, "%s is negative.".formatted(rate), "Write zero or more."));
        } else if (rate.compareTo(unusual) > 0) {
            findings.add(Finding.warning(path, "%s is %s.".formatted(rate, rate.inPercent()),
                    "Write fractions: 0.05 is five per cent."));
        }
    }

    private static void fieldsAreKnown(Component component, String path, List<Finding> findings) {
        table(component).ifPresent(table -> {
            for (int f = 0; f < table.fields().size(); f++) {
                String field = table.fields().get(f);
                if (!CREDIT_FIELDS.contains(field)) {
                    findings.add(Finding.error(tablePath(component, path) + "/fields/" + f,
                            "A credit has no field \"%s\".".formatted(field),
                            "Known fields: %s."
                                    .formatted(String.join(", ", CREDIT_FIELDS.stream().sorted().toList()))));
                }
                if (table.fields().indexOf(field) != f) {
                    findings.add(Finding.error(tablePath(component, path) + "/fields/" + f,
                            "The field \"%s\" is there twice.".formatted(field), "Remove one."));
                }
            }
        });
    }

    private static void rowsUseTheirFields(Component component, String path, List<Finding> findings) {
        table(component).ifPresent(table -> {
            for (int r = 0; r < table.rows().size(); r++) {
                for (String field : table.rows().get(r).when().keySet()) {
                    if (!table.fields().contains(field)) {
                        findings.add(Finding.error(tablePath(component, path) + "/rows/%d/when/%s".formatted(r, field),
                                "The table does not look at \"%s\".".formatted(field),
                                "Add it to the fields of the table, or remove the condition."));
                    }
                }
            }
            for (int f = 0; f < table.fields().size(); f++) {
                String field = table.fields().get(f);
                if (table.rows().stream().noneMatch(row -> row.when().containsKey(field))) {
                    findings.add(Finding.warning(tablePath(component, path) + "/fields/" + f,
                            "No row looks at \"%s\".".formatted(field), "Remove the field, or add a row that does."));
                }
            }
        });
    }

    private static void rowsAreReachable(Component component, String path, List<Finding> findings) {
        table(component).ifPresent(table -> {
            Map<Map<String, String>, Integer> earlier = new HashMap<>();
            for (int r = 0; r < table.rows().size(); r++) {
                Map<String, String> when = table.rows().get(r).when();
                Optional<Integer> shadow = broader(when).stream().filter(earlier::containsKey).map(earlier::get)
                        .min(Comparator.naturalOrder());
                if (shadow.isPresent()) {
                    findings.add(Finding.error(tablePath(component, path) + "/rows/" + r,
                            "The row is never reached: row %d already takes whatever it would match."
                                    .formatted(shadow.get() + 1),
                            "Remove the row, or move it before the broader one."));
                } else {
                    earlier.put(when, r);
                }
            }
        });
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

    private static Optional<RateTable> table(Component component) {
        return switch (component.pay()) {
            case RateTable table -> Optional.of(table);
            case FlatRate flat -> Optional.empty();
            case Tiers tiers -> tiers.base().filter(RateTable.class::isInstance).map(RateTable.class::cast);
            default -> Optional.empty();
        };
    }

    private static String tablePath(Component component, String path) {
        return path + (component.pay() instanceof MarginalTiers ? "/pay/base" : "/pay");
    }
}
