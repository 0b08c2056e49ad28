package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

import io.attain.calculation.engine.Calculation.Sheet;
import io.attain.calculation.engine.CompiledComponent.Way;
import io.attain.calculation.engine.DerivationStep.AtTier;
import io.attain.calculation.engine.DerivationStep.Counting;
import io.attain.plan.language.BonusSteps;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Matrix;
import io.attain.plan.language.PerUnit;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.RateSource;
import io.attain.plan.language.RateTable;
import io.attain.plan.language.Tiers.Factor;
import io.attain.plan.language.Tiers.OwnRate;
import io.attain.plan.language.Tiers.Tier;
import io.attain.plan.language.UncollectedDeduction;

/** Derives the lines of one component of one payee, once everything is computed. */
final class LineDeriver {

    private final Sheet sheet;
    private final Tally tally;
    private final Lines lines;
    private final CreditColumns credits;
    private final WindowSteps window;
    private final ReturnSteps returns;
    private final Map<Integer, Integer> places = new HashMap<>();

    LineDeriver(Calculation calculation, Sheet sheet, Tally tally, Contests contests) {
        this.sheet = sheet;
        this.tally = tally;
        this.lines = sheet.lines();
        this.credits = sheet.payee().credits();
        this.window = new WindowSteps(tally, new WindowValues(calculation, sheet, tally), contests);
        this.returns = new ReturnSteps(tally, lines, this);
        for (int i = 0; i < tally.count; i++) {
            places.put(tally.credit[i], i);
        }
    }

    Derivation derive(int line) {
        List<DerivationStep> steps = new ArrayList<>();
        CompiledComponent component = componentOf(lines.segment(line));
        if (lines.credit(line) == Lines.NO_CREDIT) {
            withoutCredit(line, component, steps);
        } else {
            int i = Optional.ofNullable(places.get(lines.credit(line))).orElseThrow();
            switch (tally.entry(i)) {
                case COUNTED -> counted(line, i, component, steps);
                case TAKES_BACK -> {
                    // What takes back is settled by the terms of the last version, whatever that of the day says.
                    if (Clawbacks.isWithinDays(tally.clawback(), credits, lines.credit(line))) {
                        returns.takenBack(component, lines.credit(line), steps);
                    } else {
                        tooLate(line, tally.clawback(), steps);
                    }
                }
                case RECOMPUTES -> returns.computedAgain(component, i, lines.measureBefore(line), steps);
                case TOO_LATE -> tooLate(line, component.definition.payment().clawback(), steps);
            }
        }
        cuts(line, steps);
        return new Derivation(steps, WindowSteps.money(component, lines.amount(line)));
    }

    private void tooLate(int line, Clawback clawback, List<DerivationStep> steps) {
        int credit = lines.credit(line);
        steps.add(new DerivationStep.TooLate((long) credits.day(credit) - credits.day(credits.original(credit)),
                clawback.days().orElse(0)));
    }

    private CompiledComponent componentOf(int segment) {
        CompiledComponent component = tally.track.bySegment()[segment];
        if (component == null) {
            throw new IllegalArgumentException("the version has no such component");
        }
        return component;
    }

    private void counted(int line, int i, CompiledComponent component, List<DerivationStep> steps) {
        amount(component, i, tally.measure[i], lines.measureBefore(line), steps);
        rounded(component, steps);
        if (tally.isPrior(i)) {
            lineCap(component, steps);
            steps.add(new DerivationStep.LessEarlier(
                    WindowSteps.money(component, tally.before.credit(tally.credit[i]))));
        }
    }

    private static BigDecimal standing(List<DerivationStep> steps) {
        BigDecimal standing = BigDecimal.ZERO;
        for (DerivationStep step : steps) {
            standing = step.after(standing);
        }
        return standing;
    }

    private static void rounded(CompiledComponent component, List<DerivationStep> steps) {
        BigDecimal exact = standing(steps);
        steps.add(new DerivationStep.Rounded(exact,
                exact.setScale(component.currencyDigits, RoundingMode.HALF_UP)));
    }

    private void lineCap(CompiledComponent component, List<DerivationStep> steps) {
        BigDecimal standing = standing(steps);
        component.definition.modifiers().lineCap().map(cap -> limit(component, cap))
                .filter(limit -> standing.compareTo(limit) > 0)
                .ifPresent(limit -> steps.add(new DerivationStep.Cut(Lines.CutBy.LINE, limit, standing, limit)));
    }

    private BigDecimal limit(CompiledComponent component, Limit limit) {
        return WindowSteps.money(component,
                ComponentPay.limit(limit, component, tally.track.figures().target()));
    }

    /** Up to the rounding. @param before where the measure stands */
    void amount(CompiledComponent component, int i, long units, long before, List<DerivationStep> steps) {
        Counting what = Counting.of(component.definition.measure());
        Function<String, String> fields = credits.facts(tally.credit[i]).fields();
        long after = before + units;
        if (component.perCredit) {
            steps.add(new DerivationStep.Alone(what, WindowSteps.measure(component, units)));
            if (component.onQuota) {
                window.attained(component, units, steps);
            }
        } else {
            steps.add(new DerivationStep.Counted(what, WindowSteps.measure(component, before),
                    WindowSteps.measure(component, units), WindowSteps.measure(component, after)));
            if (component.way == Way.ALONG_THE_MEASURE) {
                window.attained(component, after, steps);
            } else {
                window.window(component, tally.total, steps);
            }
        }
        switch (component.way) {
            case ONE_AMOUNT -> window.pay(component, units, steps);
            case ALONG_THE_MEASURE -> slices(component, i, what, fields, units, before, steps);
            case BY_THE_WHOLE -> whole(component, what, fields, units, steps);
        }
        window.modifiers(component, Optional.of(fields), steps);
    }

    private void whole(CompiledComponent component, Counting what, Function<String, String> fields, long units,
            List<DerivationStep> steps) {
        BigDecimal counted = WindowSteps.measure(component, units);
        if (component.definition.pay() instanceof Matrix matrix) {
            window.cell(component, matrix, counted, steps);
            return;
        }
        List<Tier> tiers = CompiledComponent.steps(component.definition.pay());
        BigDecimal unit = unit(component);
        BigDecimal reached = WindowSteps.measure(component, component.perCredit ? units : tally.total);
        int tier = 0;
        while (tier + 1 < tiers.size()) {
            int compared = reached.compareTo(unit.multiply(tiers.get(tier + 1).from().value()));
            if (tiers.get(tier + 1).moreThan() ? compared <= 0 : compared < 0) {
                break;
            }
            tier++;
        }
        Optional<BigDecimal> base = lookUp(component, fields, tiers.get(tier), steps);
        AtTier at = at(component, tiers, tier, base);
        steps.add(new DerivationStep.WholeAtTier(what, counted, at, counted.multiply(at.rate())));
    }

    private BigDecimal unit(CompiledComponent component) {
        return component.onQuota ? WindowSteps.measure(component, tally.track.quota()) : BigDecimal.ONE;
    }

    private void slices(CompiledComponent component, int i, Counting what, Function<String, String> fields,
            long units, long before, List<DerivationStep> steps) {
        List<Tier> tiers = CompiledComponent.steps(component.definition.pay());
        BigDecimal unit = unit(component);
        BigDecimal low = WindowSteps.measure(component, Math.min(before, before + units));
        BigDecimal high = WindowSteps.measure(component, Math.max(before, before + units));
        Optional<BigDecimal> base = Optional.empty();
        for (int tier = 0; tier < tiers.size(); tier++) {
            BigDecimal begin = tier == 0 ? low : low.max(unit.multiply(tiers.get(tier).from().value()));
            BigDecimal end = tier + 1 == tiers.size()
                    ? high
                    : high.min(unit.multiply(tiers.get(tier + 1).from().value()));
            if (end.compareTo(begin) > 0) {
                BigDecimal part = units < 0 ? begin.subtract(end) : end.subtract(begin);
                if (base.isEmpty()) {
                    base = component.definition.pay() instanceof UncollectedDeduction deduction
                            ? Optional.of(deducted(component, i, deduction, steps))
                            : lookUp(component, fields, tiers.get(tier), steps);
                }
                AtTier at = at(component, tiers, tier, base);
                steps.add(new DerivationStep.Sliced(what, part, at, part.multiply(at.rate())));
            }
        }
    }

    private BigDecimal deducted(CompiledComponent component, int i, UncollectedDeduction deduction,
            List<DerivationStep> steps) {
        BigDecimal rate = switch (component.row(credits, tally.credit[i])) {
            case 0 -> deduction.rate().value().negate();
            case 1 -> deduction.rate().value();
            default -> BigDecimal.ZERO;
        };
        steps.add(new DerivationStep.LookedUp(-1, Map.of(), rate, false));
        return rate;
    }

    /** The looked-up rate, if the tier pays by it; it is said once. */
    private static Optional<BigDecimal> lookUp(CompiledComponent component, Function<String, String> fields,
            Tier tier, List<DerivationStep> steps) {
        if (tier.pay() instanceof OwnRate) {
            return Optional.empty();
        }
        RateSource source = CompiledComponent.base(component.definition.pay());
        boolean perUnit = component.definition.pay() instanceof PerUnit;
        DerivationStep.LookedUp found = CompiledComponent.table(source).map(table -> row(table, fields, perUnit))
                .orElseGet(() -> new DerivationStep.LookedUp(-1, Map.of(), rate(source), perUnit));
        steps.add(found);
        return Optional.of(found.rate());
    }

    private static DerivationStep.LookedUp row(RateTable table, Function<String, String> fields, boolean perUnit) {
        OptionalInt row = table.matchingRow(fields);
        return row.isPresent()
                ? new DerivationStep.LookedUp(row.getAsInt() + 1, table.rows().get(row.getAsInt()).when(),
                        table.rows().get(row.getAsInt()).rate().value(), perUnit)
                : new DerivationStep.LookedUp(0, WindowSteps.values(table, fields), table.otherwise().value(), perUnit);
    }

    private static BigDecimal rate(RateSource source) {
        return switch (source) {
            case io.attain.plan.language.FlatRate flat -> flat.rate().value();
            case RateTable table -> table.otherwise().value();
        };
    }

    private static AtTier at(CompiledComponent component, List<Tier> tiers, int tier, Optional<BigDecimal> base) {
        Optional<BigDecimal> factor = tiers.get(tier).pay() instanceof Factor given
                ? Optional.of(given.factor().value())
                : Optional.empty();
        BigDecimal rate = switch (tiers.get(tier).pay()) {
            case Factor given -> base.orElse(BigDecimal.ONE).multiply(given.factor().value());
            case OwnRate own -> own.rate().value();
        };
        return new AtTier(tier + 1, tiers.size(), component.onQuota, tiers.get(tier).from().value(), base, factor,
                rate);
    }

    private void withoutCredit(int line, CompiledComponent component, List<DerivationStep> steps) {
        BigDecimal earlier = WindowSteps.money(component, tally.before.withoutCredit());
        switch (lines.kind(line)) {
            case EARNED -> {
                window.window(component, tally.total, steps);
                window.pay(component, tally.total, steps);
                window.modifiers(component, Optional.empty(), steps);
                rounded(component, steps);
                lineCap(component, steps);
                if (earlier.signum() != 0) {
                    steps.add(new DerivationStep.LessEarlier(earlier));
                }
                if (component.definition.pay() instanceof BonusSteps bonus
                        && bonus.pays() == BonusSteps.Pays.DIFFERENCE) {
                    steps.add(new DerivationStep.NotTakenBack());
                }
            }
            case TRUE_UP -> steps.add(new DerivationStep.NoLongerPaid(earlier));
            case FLOOR -> component.definition.modifiers().floor().ifPresent(floor -> {
                BigDecimal paidBefore = component.isOneAmount()
                        ? BigDecimal.ZERO.setScale(component.currencyDigits)
                        : earlier;
                boolean held = floor.guaranteed() || window.passes(component);
                BigDecimal limit = limit(component, floor.limit());
                steps.add(new DerivationStep.ToFloor(limit, withoutFloor(component, paidBefore), held, paidBefore));
            });
            case OVER_CAP -> component.definition.modifiers().cap().ifPresent(cap -> {
                BigDecimal cut = lines.cuts(Lines.CutBy.COMPONENT, tally.p, tally.c)
                        .map(one -> WindowSteps.money(component, one.from() - one.to()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                steps.add(new DerivationStep.OverCap(beforeCap(component), limit(component, cap), cut));
            });
            case CLAWBACK -> throw new IllegalStateException("a return has a credit");
        }
    }

    /** What the window pays before its cap: earlier periods, and the lines as they were before it. */
    private BigDecimal beforeCap(CompiledComponent component) {
        BigDecimal window = WindowSteps.money(component, tally.earnedBefore());
        for (int line = 0; line < lines.size(); line++) {
            if (isOwn(line) && lines.kind(line) != Lines.Kind.OVER_CAP
                    && !(lines.kind(line) == Lines.Kind.CLAWBACK && !isRecomputed(line))) {
                window = window.add(WindowSteps.money(component, lines.before(Lines.CutBy.COMPONENT, line)));
            }
        }
        return window;
    }

    private boolean isOwn(int line) {
        return lines.participation(line) == tally.p && lines.component(line) == tally.c;
    }

    private boolean isRecomputed(int line) {
        Integer i = places.get(lines.credit(line));
        return i != null && tally.entry(i) == Tally.Entry.RECOMPUTES;
    }

    private BigDecimal withoutFloor(CompiledComponent component, BigDecimal paidBefore) {
        BigDecimal window = WindowSteps.money(component, tally.earnedBefore()).subtract(paidBefore);
        for (int line = 0; line < lines.size(); line++) {
            boolean counts = switch (lines.kind(line)) {
                case EARNED -> true;
                case TRUE_UP -> true;
                case CLAWBACK -> isRecomputed(line);
                case FLOOR -> false;
                case OVER_CAP -> false;
            };
            if (isOwn(line) && counts) {
                window = window.add(WindowSteps.money(component, lines.before(Lines.CutBy.COMPONENT, line)));
            }
        }
        return window;
    }

    private void cuts(int line, List<DerivationStep> steps) {
        CompiledComponent component = componentOf(lines.segment(line));
        lines.cuts(line).forEach(cut -> steps.add(new DerivationStep.Cut(cut.by(), switch (cut.by()) {
            case LINE -> component.definition.modifiers().lineCap().map(cap -> limit(component, cap))
                    .orElse(BigDecimal.ZERO);
            case COMPONENT -> tally.last.definition.modifiers().cap().map(cap -> limit(tally.last, cap))
                    .orElse(BigDecimal.ZERO);
            case PLAN -> plan().pay().cap()
                    .map(cap -> WindowSteps.money(component, ComponentPay.limit(cap,
                            sheet.tallies().get(tally.p)[0].last, tally.participation.target())))
                    .orElse(BigDecimal.ZERO);
            case BUDGET -> plan().pay().budget().map(budget -> budget.value()).orElse(BigDecimal.ZERO);
        }, WindowSteps.money(component, cut.from()), WindowSteps.money(component, cut.to()))));
    }

    private PlanDefinition plan() {
        return tally.participation.segments().getLast().plan().definition();
    }
}
