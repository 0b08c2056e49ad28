package io.attain.calculation.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attain.plan.formula.Checking;
import io.attain.plan.formula.Reference;
import io.attain.plan.formula.Scope;
import io.attain.plan.formula.Type;
import io.attain.plan.formula.TypedFormula;
import io.attain.plan.language.Component;
import io.attain.plan.language.Formula;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Multiplier.ByFigure;
import io.attain.plan.language.Pool;
import io.attain.plan.language.Scorecard;

/** The formulas of one component, read and checked. */
final class Formulas {

    private final Map<Formula, TypedFormula> typed = new HashMap<>();
    private final Scope window;

    /**
     * @param components the ids of all components of the plan
     * @throws IllegalArgumentException when a formula cannot be read
     */
    Formulas(Component component, Set<String> components) {
        this.window = Scope.ofWindow(components);
        component.credits().where().ifPresent(where -> read(where, Scope.ofCredit(), Type.BOOLEAN));
        switch (component.pay()) {
            case Scorecard card -> card.kpis().forEach(kpi -> figure(kpi.actual()));
            case Matrix matrix -> {
                figure(matrix.rows().by());
                figure(matrix.columns().by());
            }
            case Pool pool -> pool.qualify().ifPresent(qualify -> read(qualify, window, Type.BOOLEAN));
            case FormulaPay formula -> figure(formula.expression());
            default -> {
            }
        }
        component.modifiers().multipliers().forEach(multiplier -> {
            if (multiplier instanceof ByFigure figure) {
                figure(figure.by());
            }
        });
        component.modifiers().gate().ifPresent(gate -> read(gate.when(), window, Type.BOOLEAN));
    }

    private void figure(Formula formula) {
        read(formula, window, Type.NUMBER);
    }

    private void read(Formula formula, Scope scope, Type wanted) {
        typed.put(formula, switch (Checking.of(formula.text(), scope, wanted)) {
            case Checking.Sound sound -> sound.formula();
            case Checking.Unsound unsound -> throw new IllegalArgumentException(
                    "\"%s\": %s".formatted(formula, unsound.problems().getFirst().sentence()));
        });
    }

    TypedFormula of(Formula formula) {
        TypedFormula found = typed.get(formula);
        if (found == null) {
            throw new IllegalArgumentException("no formula of this component: " + formula);
        }
        return found;
    }

    boolean lookAtOwnEarnings() {
        return typed.values().stream().anyMatch(formula -> formula.names().contains("earned"));
    }

    /** The ids of other components whose earnings the component looks at. */
    static List<String> earningsOf(Component component, Set<String> components) {
        return new Formulas(component, components).typed.values().stream()
                .flatMap(formula -> formula.references().stream())
                .filter(reference -> reference.function().equals("earned")).map(Reference::argument)
                .filter(id -> !id.equals(component.id())).distinct().sorted().toList();
    }
}
