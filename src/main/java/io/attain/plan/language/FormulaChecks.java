package io.attain.plan.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.attain.plan.formula.Checking;
import io.attain.plan.formula.Problem;
import io.attain.plan.formula.Reference;
import io.attain.plan.formula.Scope;
import io.attain.plan.formula.Type;
import io.attain.plan.formula.TypedFormula;
import io.attain.shared.Finding;

/** Formulas: that they can be read, that what they look at is there, and that no two earnings wait for each other. */
final class FormulaChecks {

    /**
     * A formula in a component.
     *
     * @param at        its place below the component
     * @param ofCredit  whether it looks at a credit; else at a window
     * @param beforePay whether it is evaluated before the component has earned anything
     */
    private record Located(String at, Formula formula, boolean ofCredit, Type wanted, boolean beforePay) {}

    private FormulaChecks() {}

    private static List<Located> formulas(Component component) {
        List<Located> formulas = new ArrayList<>();
        component.credits().where().ifPresent(
                where -> formulas.add(new Located("/credits/where", where, true, Type.BOOLEAN, true)));
        switch (component.pay()) {
            case Scorecard card -> {
                for (int k = 0; k < card.kpis().size(); k++) {
                    formulas.add(figure("/pay/kpis/%d/actual".formatted(k), card.kpis().get(k).actual(), true));
                }
            }
            case Matrix matrix -> {
                formulas.add(figure("/pay/rows/by", matrix.rows().by(), true));
                formulas.add(figure("/pay/columns/by", matrix.columns().by(), true));
            }
            case FormulaPay pay -> formulas.add(figure("/pay/expression", pay.expression(), true));
            case Pool pool -> pool.qualify().ifPresent(
                    qualify -> formulas.add(new Located("/pay/qualify", qualify, false, Type.BOOLEAN, true)));
            case RateSource rate -> {
            }
            case Tiers tiers -> {
            }
            case BonusSteps bonus -> {
            }
            case PayCurve curve -> {
            }
            case PerUnit perUnit -> {
            }
            case RankPrizes prizes -> {
            }
            case UncollectedDeduction deduction -> {
            }
        }
        List<Multiplier> multipliers = component.modifiers().multipliers();
        for (int m = 0; m < multipliers.size(); m++) {
            if (multipliers.get(m) instanceof Multiplier.ByFigure by) {
                formulas.add(figure("/multipliers/%d/by".formatted(m), by.by(), false));
            }
        }
        component.modifiers().gate().ifPresent(
                gate -> formulas.add(new Located("/gate/when", gate.when(), false, Type.BOOLEAN, false)));
        return formulas;
    }

    private static Located figure(String at, Formula formula, boolean beforePay) {
        return new Located(at, formula, false, Type.NUMBER, beforePay);
    }

    private static Checking checked(Located located, PlanDefinition plan) {
        Scope scope = located.ofCredit()
                ? Scope.ofCredit()
                : Scope.ofWindow(plan.components().stream().map(Component::id).collect(Collectors.toSet()));
        return Checking.of(located.formula().text(), scope, located.wanted());
    }

    private static Map<Located, TypedFormula> sound(Component component, PlanDefinition plan) {
        Map<Located, TypedFormula> sound = new HashMap<>();
        for (Located located : formulas(component)) {
            if (checked(located, plan) instanceof Checking.Sound found) {
                sound.put(located, found.formula());
            }
        }
        return sound;
    }

    static void formulasCanBeRead(Subject subject) {
        for (Located located : formulas(subject.component())) {
            switch (checked(located, subject.plan())) {
                case Checking.Unsound unsound -> {
                    for (Problem problem : unsound.problems()) {
                        subject.error(located.at(), "At character %d: %s".formatted(problem.position() + 1,
                                problem.sentence()), problem.remedy());
                    }
                }
                case Checking.Sound sound -> sound.formula().attributes().keySet()
                        .forEach(attribute -> TableChecks.meant(attribute).ifPresent(field -> subject.warning(
                                located.at(), "\"%s\" is no field of a credit and taken for an attribute."
                                        .formatted(attribute),
                                "Did you mean \"%s\"?".formatted(field))));
            }
        }
    }

    static void formulasLookAtWhatIsThere(Subject subject) {
        Map<String, Component> byId = byId(subject.plan());
        Component own = subject.component();
        sound(own, subject.plan()).forEach((located, formula) -> {
            if (located.ofCredit()) {
                return;
            }
            for (String name : List.of("attainment", "quota")) {
                if (formula.names().contains(name)) {
                    quotaIsThere(subject, located, own);
                }
            }
            if (formula.names().contains("attainment") && own.window() == Window.CREDIT) {
                subject.error(located.at(), "A single credit has no attainment.",
                        "Use another window, or the attainment of another component: attainment(\"id\").");
            }
            boolean ownEarnings = formula.names().contains("earned")
                    || formula.references().contains(new Reference("earned", own.id()));
            if (ownEarnings && located.beforePay()) {
                subject.error(located.at(), "The component has earned nothing yet when this is evaluated.",
                        "Look at measure or attainment, or at what another component earned.");
            }
            formula.references().stream().filter(reference -> reference.function().equals("attainment")
                    || reference.function().equals("quota")).map(reference -> byId.get(reference.argument()))
                    .filter(other -> other != null).distinct()
                    .forEach(other -> quotaIsThere(subject, located, other));
        });
    }

    private static void quotaIsThere(Subject subject, Located located, Component of) {
        if (of.quota().isEmpty()) {
            subject.error(located.at(), "The component \"%s\" has no quota, and so no attainment.".formatted(of.id()),
                    "Name its quota: \"quota\": \"amount\"; or look at its measure.");
        }
    }

    private static Map<String, Component> byId(PlanDefinition plan) {
        Map<String, Component> byId = new HashMap<>();
        plan.components().forEach(component -> byId.putIfAbsent(component.id(), component));
        return byId;
    }

    /** The ids of components whose quota some formula of the plan looks at. */
    static Set<String> quotasLookedAt(PlanDefinition plan) {
        Set<String> looked = new TreeSet<>();
        for (Component component : plan.components()) {
            sound(component, plan).values().forEach(formula -> {
                if (formula.names().contains("attainment") || formula.names().contains("quota")) {
                    looked.add(component.id());
                }
                formula.references().stream().filter(reference -> !reference.function().equals("kpi")
                        && !reference.function().equals("earned") && !reference.function().equals("measure"))
                        .forEach(reference -> looked.add(reference.argument()));
            });
        }
        return looked;
    }

    static boolean looksAtTarget(Component component, PlanDefinition plan) {
        return sound(component, plan).values().stream().anyMatch(formula -> formula.names().contains("target"));
    }

    /** The names of the key figures that some formula of the plan reads. */
    static Set<String> kpisLookedAt(PlanDefinition plan) {
        return plan.components().stream().flatMap(component -> sound(component, plan).values().stream())
                .flatMap(formula -> formula.references().stream())
                .filter(reference -> !reference.isComponent()).map(Reference::argument)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static void earningsDoNotWaitForEachOther(PlanDefinition plan, List<Finding> findings) {
        Map<String, Set<String>> earlier = new TreeMap<>();
        for (Component component : plan.components()) {
            Set<String> needed = earlier.computeIfAbsent(component.id(), id -> new TreeSet<>());
            sound(component, plan).values().forEach(formula -> formula.references().stream()
                    .filter(reference -> reference.function().equals("earned")
                            && !reference.argument().equals(component.id()))
                    .forEach(reference -> needed.add(reference.argument())));
        }
        for (int c = 0; c < plan.components().size(); c++) {
            String id = plan.components().get(c).id();
            Optional<List<String>> circle = way(id, id, earlier, new TreeSet<>());
            if (circle.isPresent()) {
                findings.add(Finding.error("/components/" + c,
                        "The earnings wait for each other: %s.".formatted(String.join(" → ", circle.get())),
                        "Let one of them look at a measure instead of at what was earned."));
            }
        }
    }

    private static Optional<List<String>> way(String from, String to, Map<String, Set<String>> earlier,
            Set<String> seen) {
        for (String next : earlier.getOrDefault(from, Set.of())) {
            if (next.equals(to)) {
                return Optional.of(List.of(from, to));
            }
            if (seen.add(next)) {
                Optional<List<String>> rest = way(next, to, earlier, seen);
                if (rest.isPresent()) {
                    List<String> whole = new ArrayList<>(List.of(from));
                    whole.addAll(rest.get());
                    return Optional.of(whole);
                }
            }
        }
        return Optional.empty();
    }
}
