package io.attain.calculation.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.attain.plan.language.Component;
import io.attain.plan.language.Group;
import io.attain.plan.language.Limit;
import io.attain.plan.language.Multiplier;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;

/**
 * Computes a plan for everyone in it over one period. Components come in an order in which each looks at the earnings of
 * earlier ones only.
 */
public final class PlanOracle {

    private final PlanDefinition plan;
    private final int digits;
    private final List<OraclePayee> payees;
    private final Map<String, Map<String, List<Counted>>> counted = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> measures = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> earned = new HashMap<>();
    private final Map<String, List<OracleLine>> lines = new LinkedHashMap<>();

    private PlanOracle(PlanDefinition plan, List<OraclePayee> payees) {
        this.plan = plan;
        this.digits = plan.currency().getDefaultFractionDigits();
        this.payees = payees;
    }

    /** The lines of each payee, by component in the plan's order; those without a credit after the others. */
    public static Map<String, List<OracleLine>> lines(PlanDefinition plan, List<OraclePayee> payees) {
        return new PlanOracle(plan, payees).compute();
    }

    private Map<String, List<OracleLine>> compute() {
        for (OraclePayee payee : payees) {
            counted.put(payee.id(), new HashMap<>());
            measures.put(payee.id(), new HashMap<>());
            earned.put(payee.id(), new HashMap<>());
            lines.put(payee.id(), new ArrayList<>());
            for (Component component : plan.components()) {
                List<Counted> theirs = OracleSelection.of(component, payee, plan.currency().getCurrencyCode());
                counted.get(payee.id()).put(component.id(), theirs);
                measures.get(payee.id()).put(component.id(),
                        theirs.stream().map(Counted::units).reduce(BigDecimal.ZERO, BigDecimal::add));
            }
        }
        for (Component component : plan.components()) {
            Map<String, Awards> awards = awards(component);
            for (OraclePayee payee : payees) {
                List<OracleLine> own = modified(component, payee, awards.get(payee.id()));
                lines.get(payee.id()).addAll(own);
                earned.get(payee.id()).put(component.id(), sum(own));
            }
        }
        plan.pay().cap().ifPresent(this::capPlan);
        plan.pay().budget().ifPresent(budget -> shrink(budget.value()));
        // Last, because a return takes what its original kept after all cuts.
        payees.forEach(payee -> plan.components()
                .forEach(component -> takeBack(component, payee, lines.get(payee.id()))));
        return lines;
    }

    private OracleFigures figures(OraclePayee payee, Component component) {
        return new OracleFigures(plan, payee, component.id(), measures.get(payee.id()), earned.get(payee.id()));
    }

    private Map<String, Awards> awards(Component component) {
        Map<String, Awards> awards = new HashMap<>();
        switch (component.pay()) {
            case RankPrizes prizes -> groups(prizes.group()).forEach(group -> rank(component, prizes, group, awards));
            case Pool pool -> groups(pool.group()).forEach(group -> share(component, pool, group, awards));
            default -> payees.forEach(payee -> awards.put(payee.id(), OraclePay.of(component).pay(component,
                    counted.get(payee.id()).get(component.id()), figures(payee, component))));
        }
        return awards;
    }

    private List<List<OraclePayee>> groups(Group group) {
        Map<String, List<OraclePayee>> groups = new TreeMap<>();
        payees.stream().sorted(Comparator.comparing(OraclePayee::id)).forEach(payee -> groups.computeIfAbsent(
                switch (group) {
                    case PLAN -> "";
                    case TEAM -> payee.team();
                    case ROLE -> payee.role();
                }, key -> new ArrayList<>()).add(payee));
        return List.copyOf(groups.values());
    }

    private BigDecimal measure(OraclePayee payee, Component component) {
        return measures.get(payee.id()).get(component.id());
    }

    private void rank(Component component, RankPrizes prizes, List<OraclePayee> group, Map<String, Awards> awards) {
        group.forEach(payee -> awards.put(payee.id(), Awards.lump(BigDecimal.ZERO)));
        List<OraclePayee> ranked = group.stream()
                .filter(payee -> prizes.atLeast().isPresent()
                        ? measure(payee, component).compareTo(prizes.atLeast().get().value()) >= 0
                        : measure(payee, component).signum() > 0)
                .sorted(Comparator.comparing((OraclePayee payee) -> measure(payee, component)).reversed()).toList();
        for (int first = 0; first < ranked.size();) {
            int end = first;
            BigDecimal prize = BigDecimal.ZERO;
            while (end < ranked.size()
                    && measure(ranked.get(end), component).compareTo(measure(ranked.get(first), component)) == 0) {
                prize = prize.add(end < prizes.prizes().size()
                        ? prizes.prizes().get(end).value()
                        : BigDecimal.ZERO);
                end++;
            }
            List<BigDecimal> parts = allocate(prize, Collections.nCopies(end - first, BigDecimal.ONE));
            for (int i = first; i < end; i++) {
                awards.put(ranked.get(i).id(), Awards.lump(parts.get(i - first)));
            }
            first = end;
        }
    }

    private void share(Component component, Pool pool, List<OraclePayee> group, Map<String, Awards> awards) {
        group.forEach(payee -> awards.put(payee.id(), Awards.lump(BigDecimal.ZERO)));
        BigDecimal fund = switch (pool.fund()) {
            case Pool.FixedFund fixed -> fixed.amount().value();
            case Pool.ShareOfMeasure part -> group.stream().map(payee -> measure(payee, component))
                    .reduce(BigDecimal.ZERO, BigDecimal::add).multiply(part.share().value());
        };
        List<OraclePayee> qualified = group.stream()
                .filter(payee -> pool.qualify().map(formula -> figures(payee, component).holds(formula)).orElse(true))
                .toList();
        List<BigDecimal> weights = qualified.stream().map(payee -> switch (pool.by()) {
            case Pool.ByMeasure byMeasure -> measure(payee, component).max(BigDecimal.ZERO);
            case Pool.Equally equally -> BigDecimal.ONE;
            case Pool.ByShares shares -> shares.shares().containsKey(payee.id())
                    ? shares.shares().get(payee.id()).value()
                    : BigDecimal.ZERO;
        }).toList();
        if (weights.stream().anyMatch(weight -> weight.signum() > 0)) {
            List<BigDecimal> parts = allocate(round(fund.max(BigDecimal.ZERO)), weights);
            for (int i = 0; i < qualified.size(); i++) {
                awards.put(qualified.get(i).id(), Awards.lump(parts.get(i)));
            }
        }
    }

    /** Cut down to the minor unit, the rest one each to the largest remainders, ties to the earlier. */
    private List<BigDecimal> allocate(BigDecimal amount, List<BigDecimal> weights) {
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(digits);
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> remainders = new ArrayList<>();
        for (BigDecimal weight : weights) {
            BigDecimal[] parted = amount.multiply(weight).divideAndRemainder(total.multiply(unit));
            parts.add(parted[0].multiply(unit));
            remainders.add(parted[1]);
        }
        BigDecimal rest = amount.subtract(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        List<Integer> order = IntStream.range(0, weights.size()).boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed()).toList();
        for (int i = 0; rest.signum() > 0; i++, rest = rest.subtract(unit)) {
            parts.set(order.get(i), parts.get(order.get(i)).add(unit));
        }
        return parts;
    }

    private List<OracleLine> modified(Component component, OraclePayee payee, Awards awards) {
        OracleFigures figures = figures(payee, component);
        BigDecimal everywhere = BigDecimal.ONE;
        for (Multiplier multiplier : component.modifiers().multipliers()) {
            if (multiplier instanceof Multiplier.ByFigure byFigure) {
                everywhere = everywhere.multiply(factor(byFigure, figures));
            }
        }
        boolean open = component.modifiers().gate().map(gate -> figures.holds(gate.when())).orElse(true);
        if (!open) {
            everywhere = everywhere.multiply(component.modifiers().gate().orElseThrow().otherwise().value());
        }
        List<OracleLine> own = new ArrayList<>();
        for (Map.Entry<Integer, BigDecimal> award : awards.byCredit().entrySet()) {
            BigDecimal factor = everywhere;
            for (Multiplier multiplier : component.modifiers().multipliers()) {
                if (multiplier instanceof Multiplier.ByField byField) {
                    factor = factor.multiply(OracleSelection.OracleRates.of(byField.factors(),
                            payee.credits().get(award.getKey())));
                }
            }
            own.add(new OracleLine(component.id(), Optional.of(award.getKey()),
                    lineCapped(component, payee, round(award.getValue().multiply(factor)))));
        }
        if (!awards.perCredit()) {
            own.add(new OracleLine(component.id(), Optional.empty(),
                    lineCapped(component, payee, round(awards.lump().multiply(everywhere)))));
        }
        component.modifiers().floor().filter(floor -> open || floor.guaranteed()).ifPresent(floor -> {
            BigDecimal missing = limit(floor.limit(), payee.targets().getOrDefault(component.id(), BigDecimal.ZERO))
                    .subtract(sum(own));
            if (missing.signum() > 0) {
                own.add(new OracleLine(component.id(), Optional.empty(), missing));
            }
        });
        component.modifiers().cap().ifPresent(cap -> cut(own, sum(own).subtract(
                limit(cap, payee.targets().getOrDefault(component.id(), BigDecimal.ZERO)))));
        return own;
    }

    private static BigDecimal factor(Multiplier.ByFigure byFigure, OracleFigures figures) {
        return figures.value(byFigure.by()).flatMap(value -> byFigure.steps().stream()
                .filter(step -> OraclePay.reached(value, step.from().value(), step.moreThan()))
                .reduce((lower, higher) -> higher)).map(step -> step.factor().value()).orElse(BigDecimal.ONE);
    }

    private BigDecimal lineCapped(Component component, OraclePayee payee, BigDecimal amount) {
        return component.modifiers().lineCap().map(
                cap -> amount.min(limit(cap, payee.targets().getOrDefault(component.id(), BigDecimal.ZERO))))
                .orElse(amount);
    }

    private BigDecimal limit(Limit limit, BigDecimal target) {
        return round(switch (limit) {
            case Limit.Amount amount -> amount.amount().value();
            case Limit.OfTarget share -> share.share().value().multiply(target);
        });
    }

    /** Takes the excess from positive lines: those without a credit first, then from the last credit backwards. */
    private static void cut(List<OracleLine> own, BigDecimal excess) {
        BigDecimal left = excess;
        List<Integer> order = IntStream.range(0, own.size()).boxed()
                .sorted(Comparator.comparing((Integer i) -> own.get(i).credit().orElse(Integer.MAX_VALUE))
                        .thenComparing(Comparator.naturalOrder()).reversed())
                .toList();
        for (int i : order) {
            BigDecimal amount = own.get(i).amount();
            if (left.signum() > 0 && amount.signum() > 0) {
                own.set(i, own.get(i).of(amount.subtract(amount.min(left))));
                left = left.subtract(amount.min(left));
            }
        }
    }

    /** A return takes what its original kept, in proportion; several of them together exactly all of it. */
    private void takeBack(Component component, OraclePayee payee, List<OracleLine> own) {
        Map<Integer, BigDecimal> returned = new HashMap<>();
        for (Counted one : counted.get(payee.id()).get(component.id())) {
            if (one.paid()) {
                continue;
            }
            int original = one.credit().original().orElseThrow();
            BigDecimal kept = own.stream().filter(line -> line.component().equals(component.id())
                    && line.credit().filter(index -> index == original).isPresent()).map(OracleLine::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal whole = payee.credits().get(original).amount();
            BigDecimal before = returned.getOrDefault(original, BigDecimal.ZERO);
            BigDecimal after = before.add(one.credit().amount().negate()).min(whole);
            returned.put(original, after);
            BigDecimal amount = part(kept, before, whole).subtract(part(kept, after, whole));
            own.add(new OracleLine(component.id(), Optional.of(one.index()), amount));
        }
    }

    private BigDecimal part(BigDecimal kept, BigDecimal returned, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : kept.multiply(returned).divide(whole, digits, RoundingMode.HALF_UP);
    }

    private void capPlan(Limit cap) {
        for (OraclePayee payee : payees) {
            cut(lines.get(payee.id()), sum(lines.get(payee.id())).subtract(limit(cap, payee.target())));
        }
    }

    /**
     * Everyone who would get something gets a part of the budget, pro rata; someone's positive lines shrink to that part
     * and what the negative ones take, pro rata.
     */
    private void shrink(BigDecimal budget) {
        List<String> ids = lines.keySet().stream().filter(id -> sum(lines.get(id)).signum() > 0).sorted().toList();
        List<BigDecimal> sums = ids.stream().map(id -> sum(lines.get(id))).toList();
        if (sums.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(round(budget)) <= 0) {
            return;
        }
        List<BigDecimal> parts = allocate(round(budget), sums);
        for (int i = 0; i < ids.size(); i++) {
            List<OracleLine> own = lines.get(ids.get(i));
            List<Integer> positive = IntStream.range(0, own.size()).filter(l -> own.get(l).amount().signum() > 0)
                    .boxed().toList();
            List<BigDecimal> gains = positive.stream().map(l -> own.get(l).amount()).toList();
            BigDecimal losses = gains.stream().reduce(BigDecimal.ZERO, BigDecimal::add).subtract(sums.get(i));
            List<BigDecimal> shrunk = allocate(parts.get(i).add(losses), gains);
            for (int l = 0; l < shrunk.size(); l++) {
                own.set(positive.get(l), own.get(positive.get(l)).of(shrunk.get(l)));
            }
        }
    }

    private BigDecimal round(BigDecimal exact) {
        return exact.setScale(digits, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<OracleLine> own) {
        return own.stream().map(OracleLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
