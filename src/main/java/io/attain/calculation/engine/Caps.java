package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.attain.calculation.engine.Calculation.Sheet;
import io.attain.calculation.engine.Participation.Segment;
import io.attain.plan.language.Limit;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.Allocation;

/** What holds for a plan as a whole: its cap per participant and period, and its budget. */
final class Caps {

    private record Award(Sheet sheet, List<Integer> lines, long amount) {}

    private Caps() {}

    /** Cuts positive lines, those without a credit first, then from the last credit backwards. */
    static void ofPlans(Sheet sheet) {
        Lines lines = sheet.lines();
        for (int p = 0; p < sheet.tallies().size(); p++) {
            Optional<PlanDefinition> plan = plan(sheet, p);
            Optional<Limit> cap = plan.flatMap(given -> given.pay().cap());
            if (cap.isEmpty() || sheet.tallies().get(p).length == 0) {
                continue;
            }
            List<Integer> own = linesOf(lines, p);
            long sum = own.stream().mapToLong(lines::amount).reduce(0, Math::addExact);
            long excess = Math.subtractExact(sum, ComponentPay.limit(cap.get(), sheet.tallies().get(p)[0].last,
                    sheet.payee().participations().get(p).target()));
            List<Integer> backwards = own.stream().sorted(Comparator
                    .comparing((Integer line) -> lines.credit(line) == Lines.NO_CREDIT)
                    .thenComparing(lines::credit).thenComparing(lines::component)
                    .thenComparing(Comparator.naturalOrder())
                    .reversed()).toList();
            for (int line : backwards) {
                long cut = Math.max(0, Math.min(excess, lines.amount(line)));
                lines.cut(line, lines.amount(line) - cut, Lines.CutBy.PLAN);
                excess -= cut;
            }
        }
    }

    /** Beyond a plan's budget all awards shrink pro rata, by allocation over the participants and then their lines. */
    static void ofBudgets(List<Sheet> sheets) {
        Map<String, List<Award>> awards = new LinkedHashMap<>();
        Map<String, Long> budgets = new LinkedHashMap<>();
        List<Sheet> byId = sheets.stream().filter(Sheet::isComputable)
                .sorted(Comparator.comparing(sheet -> sheet.payee().id())).toList();
        for (Sheet sheet : byId) {
            for (int p = 0; p < sheet.tallies().size(); p++) {
                Optional<PlanDefinition> plan = plan(sheet, p);
                if (plan.isPresent() && plan.get().pay().budget().isPresent()) {
                    budgets.putIfAbsent(plan.get().id(), ComponentPay.rounded(plan.get().pay().budget().get().value()
                            .movePointRight(plan.get().currency().getDefaultFractionDigits())));
                    List<Integer> own = linesOf(sheet.lines(), p);
                    long amount = own.stream().mapToLong(sheet.lines()::amount).reduce(0, Math::addExact);
                    if (amount > 0) {
                        awards.computeIfAbsent(plan.get().id(), id -> new ArrayList<>())
                                .add(new Award(sheet, own, amount));
                    }
                }
            }
        }
        awards.forEach((plan, ofPlan) -> shrink(ofPlan, budgets.getOrDefault(plan, Long.MAX_VALUE)));
    }

    private static void shrink(List<Award> awards, long budget) {
        long sum = awards.stream().mapToLong(Award::amount).reduce(0, Math::addExact);
        if (sum <= budget) {
            return;
        }
        List<Long> left = Allocation.of(budget, awards.stream().map(award -> BigDecimal.valueOf(award.amount()))
                .toList());
        for (int i = 0; i < left.size(); i++) {
            Lines lines = awards.get(i).sheet().lines();
            // In the order in which they will stand, which is not always the one in which they were computed.
            List<Integer> positive = awards.get(i).lines().stream().filter(line -> lines.amount(line) > 0)
                    .sorted(Comparator.comparing(lines::component)).toList();
            long gains = positive.stream().mapToLong(lines::amount).reduce(0, Math::addExact);
            long losses = Math.subtractExact(gains, awards.get(i).amount());
            List<Long> shares = Allocation.of(Math.addExact(left.get(i), losses),
                    positive.stream().map(line -> BigDecimal.valueOf(lines.amount(line))).toList());
            for (int line = 0; line < shares.size(); line++) {
                lines.cut(positive.get(line), shares.get(line), Lines.CutBy.BUDGET);
            }
        }
    }

    /** As the last version has it. */
    private static Optional<PlanDefinition> plan(Sheet sheet, int p) {
        List<Segment> segments = sheet.payee().participations().get(p).segments();
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.getLast().plan().definition());
    }

    private static List<Integer> linesOf(Lines lines, int p) {
        return IntStream.range(0, lines.size()).filter(line -> lines.participation(line) == p).boxed().toList();
    }
}
