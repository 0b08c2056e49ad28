package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import io.attain.calculation.engine.DerivationStep.Counting;
import io.attain.plan.formula.Reference;
import io.attain.plan.formula.TypedFormula;
import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Formula;
import io.attain.plan.language.FormulaPay;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.PayCurve;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Scorecard;
import io.attain.plan.language.Scorecard.Kpi;
import io.attain.plan.language.Tiers.Basis;

/** The steps of what comes to one amount for a window, and of the modifiers. */
final class WindowSteps {

    private final Tally tally;
    private final WindowValues values;
    private final Contests contests;

    WindowSteps(Tally tally, WindowValues values, Contests contests) {
        this.tally = tally;
        this.values = values;
        this.contests = contests;
    }

    static BigDecimal money(CompiledComponent component, long minor) {
        return BigDecimal.valueOf(minor, component.currencyDigits);
    }

    static BigDecimal measure(CompiledComponent component, long units) {
        return BigDecimal.valueOf(units, component.measureDigits);
    }

    /** Where the window stands; a quota says how far that is. */
    void window(CompiledComponent component, long units, List<DerivationStep> steps) {
        Counting what = Counting.of(component.definition.measure());
        steps.add(new DerivationStep.WholeWindow(what, measure(component, units)));
        attained(component, units, steps);
    }

    void attained(CompiledComponent component, long units, List<DerivationStep> steps) {
        WindowValues.attainment(tally, units).ifPresent(attainment -> steps.add(new DerivationStep.Attained(
                Counting.of(component.definition.measure()), measure(component, units),
                measure(component, tally.track.quota()), attainment)));
    }

    /** @param units of the window, or of the one credit that stands alone */
    void pay(CompiledComponent component, long units, List<DerivationStep> steps) {
        BigDecimal target = money(component, tally.track.figures().target());
        switch (component.definition.pay()) {
            case BonusSteps bonus -> bonus(component, bonus, units, steps);
            case PayCurve curve -> {
                Optional<BigDecimal> attainment = WindowValues.attainment(tally, units);
                steps.add(new DerivationStep.OnCurve(attainment,
                        attainment.map(reached -> LumpSums.along(curve.curve(), reached)).orElse(BigDecimal.ZERO),
                        target));
            }
            case Scorecard card -> card(component, card, target, steps);
            case Matrix matrix -> cell(component, matrix,
                    matrix.pays() == Matrix.Pays.TARGET_SHARE ? target : BigDecimal.ONE, steps);
            case FormulaPay formula -> steps.add(new DerivationStep.Computed(formula.expression().text(),
                    figures(component, formula.expression()),
                    component.formulas.of(formula.expression()).number(values)));
            case RankPrizes prizes -> steps.add(contests.ranked(tally, prizes));
            case Pool pool -> steps.add(contests.pooled(tally, pool));
            default -> {
            }
        }
    }

    private void bonus(CompiledComponent component, BonusSteps bonus, long units, List<DerivationStep> steps) {
        Counting what = Counting.of(component.definition.measure());
        boolean onAttainment = bonus.on() == Basis.ATTAINMENT;
        BigDecimal unit = onAttainment ? measure(component, tally.track.quota()) : BigDecimal.ONE;
        int before = steps.size();
        for (BonusSteps.Step step : bonus.steps()) {
            int compared = measure(component, units).compareTo(unit.multiply(step.from().value()));
            if (unit.signum() != 0 && (step.moreThan() ? compared > 0 : compared >= 0)) {
                steps.add(new DerivationStep.StepReached(what, onAttainment, step.from().value(), step.moreThan(),
                        step.amount().value(), bonus.pays() != BonusSteps.Pays.EVERY));
            }
        }
        if (bonus.pays() != BonusSteps.Pays.EVERY && steps.size() > before + 1) {
            steps.subList(before, steps.size() - 1).clear();
        }
        if (steps.size() == before && !bonus.steps().isEmpty()) {
            steps.add(new DerivationStep.NoStepReached(what, onAttainment, bonus.steps().getFirst().from().value()));
        }
    }

    private void card(CompiledComponent component, Scorecard card, BigDecimal target, List<DerivationStep> steps) {
        List<DerivationStep.Scored> scores = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Kpi kpi : card.kpis()) {
            TypedFormula formula = component.formulas.of(kpi.actual());
            BigDecimal score = LumpSums.score(formula, kpi, values);
            scores.add(new DerivationStep.Scored(kpi.name(), kpi.weight().value(), formula.number(values), score));
            total = total.add(kpi.weight().value().multiply(score));
        }
        Optional<BigDecimal> cap = card.scoreCap().map(limit -> limit.value());
        steps.add(new DerivationStep.ScoreCard(scores, cap, cap.map(total::min).orElse(total), target));
    }

    void cell(CompiledComponent component, Matrix matrix, BigDecimal base, List<DerivationStep> steps) {
        int row = step(component, matrix.rows());
        int column = step(component, matrix.columns());
        steps.add(new DerivationStep.CellRead(component.formulas.of(matrix.rows().by()).number(values), row,
                component.formulas.of(matrix.columns().by()).number(values), column,
                row == 0 || column == 0
                        ? BigDecimal.ZERO
                        : matrix.cells().get(row - 1).get(column - 1).value(),
                matrix.pays(), base));
    }

    private int step(CompiledComponent component, Matrix.Axis axis) {
        Optional<BigDecimal> figure = component.formulas.of(axis.by()).number(values);
        return figure.isEmpty()
                ? 0
                : (int) axis.from().stream().filter(from -> figure.get().compareTo(from.value()) >= 0).count();
    }

    /** Multipliers in the order of the plan, then the gate. @param fields of the credit; none for a line without one */
    void modifiers(CompiledComponent component, Optional<Function<String, String>> fields,
            List<DerivationStep> steps) {
        for (Multiplier multiplier : component.definition.modifiers().multipliers()) {
            switch (multiplier) {
                case Multiplier.ByFigure figure -> steps.add(new DerivationStep.MultipliedByFigure(figure.by().text(),
                        figures(component, figure.by()), component.formulas.of(figure.by()).number(values),
                        ComponentPay.factor(component, figure, values)));
                case Multiplier.ByField field -> fields.ifPresent(valueOf -> {
                    RateTable table = field.factors();
                    OptionalInt row = table.matchingRow(valueOf);
                    steps.add(row.isPresent()
                            ? new DerivationStep.MultipliedByField(row.getAsInt() + 1,
                                    table.rows().get(row.getAsInt()).when(),
                                    table.rows().get(row.getAsInt()).rate().value())
                            : new DerivationStep.MultipliedByField(0, values(table, valueOf),
                                    table.otherwise().value()));
                });
            }
        }
        component.definition.modifiers().gate().ifPresent(gate -> {
            boolean passed = component.formulas.of(gate.when()).holds(values);
            steps.add(new DerivationStep.Gated(gate.when().text(), figures(component, gate.when()), passed,
                    passed ? BigDecimal.ONE : gate.otherwise().value()));
        });
    }

    /** What a table looked at. */
    static java.util.Map<String, String> values(RateTable table, Function<String, String> valueOf) {
        java.util.Map<String, String> seen = new java.util.TreeMap<>();
        table.fields().forEach(field -> seen.put(field, valueOf.apply(field)));
        return seen;
    }

    boolean passes(CompiledComponent component) {
        return component.definition.modifiers().gate()
                .map(gate -> component.formulas.of(gate.when()).holds(values)).orElse(true);
    }

    /** What a formula looks at, with what it saw there. */
    private List<DerivationStep.Figure> figures(CompiledComponent component, Formula formula) {
        TypedFormula typed = component.formulas.of(formula);
        List<DerivationStep.Figure> figures = new ArrayList<>();
        for (String name : typed.names()) {
            figures.add(new DerivationStep.Figure(name, values.number(name).map(WindowSteps::written)
                    .orElseGet(() -> values.text(name))));
        }
        for (Reference reference : typed.references()) {
            figures.add(new DerivationStep.Figure("%s(\"%s\")".formatted(reference.function(), reference.argument()),
                    values.number(reference.function(), reference.argument()).map(WindowSteps::written).orElse("")));
        }
        return figures;
    }

    private static String written(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
