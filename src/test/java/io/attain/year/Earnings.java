package io.attain.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.attain.year.Crediting.Credit;
import io.attain.year.Facts.Membership;
import io.attain.year.PlanTerms.Pay;
import io.attain.year.PlanTerms.Step;

/**
 * What is earned on every credit up to the end of a month: one rounding a credit, half-up. Windows to date pay all that
 * they reached by then, so that what a month earns is the difference to the month before.
 */
final class Earnings {

    /**
     * What one credit earned in one part of a plan.
     *
     * @param why the sum in words
     */
    record Earned(Credit credit, PlanTerms.Part part, BigDecimal amount, String why) {}

    private final Facts facts;

    Earnings(Facts facts) {
        this.facts = facts;
    }

    /** By name. */
    Map<String, List<Earned>> through(YearMonth month) {
        LocalDate end = month.plusMonths(1).atDay(1);
        Map<String, List<Earned>> earned = new TreeMap<>();
        new Crediting(facts).before(end).forEach((name, credits) -> earned.put(name, of(name, credits, month)));
        return earned;
    }

    private List<Earned> of(String name, List<Credit> credits, YearMonth month) {
        List<Earned> earned = new ArrayList<>();
        Set<String> plans = new LinkedHashSet<>();
        facts.memberships(name).forEach(one -> plans.add(one.plan()));
        for (String plan : plans) {
            Set<String> ids = new LinkedHashSet<>();
            facts.versions(plan).forEach(version -> version.parts().forEach(part -> ids.add(part.id())));
            for (String id : ids) {
                earned.addAll(of(name, plan, id, credits, month));
            }
        }
        return earned;
    }

    private List<Earned> of(String name, String plan, String id, List<Credit> credits, YearMonth month) {
        List<Credit> sales = new ArrayList<>();
        List<Credit> returns = new ArrayList<>();
        for (Credit credit : credits) {
            if (part(name, plan, id, facts.deal(credit.original()).on())
                    .filter(part -> part.roles().contains(credit.role())).isPresent()) {
                (credit.isReturn() ? returns : sales).add(credit);
            }
        }
        List<Earned> earned = new ArrayList<>();
        Map<YearMonth, BigDecimal> measures = new HashMap<>();
        BigDecimal toDate = sales.stream().map(Credit::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Credit sale : sales) {
            PlanTerms.Part part = part(name, plan, id, sale.on()).orElseThrow();
            BigDecimal before = measures.getOrDefault(YearMonth.from(sale.on()), BigDecimal.ZERO);
            measures.put(YearMonth.from(sale.on()), before.add(sale.amount()));
            earned.add(switch (part.pay()) {
                case Pay.Accelerated pay ->
                    accelerated(sale, part, pay, before, quota(name, plan, YearMonth.from(sale.on())));
                case Pay.Reached pay -> reached(sale, part, pay, toDate);
            });
        }
        Map<String, Earned> originals = new HashMap<>();
        earned.forEach(one -> originals.put(one.credit().event() + one.credit().role(), one));
        Map<String, BigDecimal> returned = new HashMap<>();
        for (Credit back : returns) {
            Earned original = Optional.ofNullable(originals.get(back.original() + back.role())).orElseThrow();
            if (ChronoUnit.DAYS.between(original.credit().on(), back.on()) <= original.part().clawbackDays()) {
                BigDecimal before = returned.getOrDefault(back.original() + back.role(), BigDecimal.ZERO);
                BigDecimal after = before.subtract(back.amount());
                returned.put(back.original() + back.role(), after);
                earned.add(takenBack(back, original, before, after));
            }
        }
        return earned;
    }

    /** The part in force for someone on a day, if he is in the plan. */
    private Optional<PlanTerms.Part> part(String name, String plan, String id, LocalDate day) {
        return facts.memberships(name).stream().filter(one -> one.plan().equals(plan) && one.on(day)).findFirst()
                .flatMap(one -> facts.version(plan, day)).stream().flatMap(version -> version.parts().stream())
                .filter(part -> part.id().equals(id)).findFirst();
    }

    /** The target × days in the plan ÷ days of the month, rounded half-up once. */
    private Optional<BigDecimal> quota(String name, String plan, YearMonth month) {
        LocalDate first = month.atDay(1);
        LocalDate end = month.plusMonths(1).atDay(1);
        long days = 0;
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            LocalDate that = day;
            boolean inPlan = facts.version(plan, day).isPresent() && facts.memberships(name).stream()
                    .anyMatch((Membership one) -> one.plan().equals(plan) && one.on(that));
            days += inPlan ? 1 : 0;
        }
        BigDecimal counted = BigDecimal.valueOf(days);
        return facts.target(name, month).map(target -> target.multiply(counted)
                .divide(BigDecimal.valueOf(month.lengthOfMonth()), 2, RoundingMode.HALF_UP));
    }

    private static Earned accelerated(Credit sale, PlanTerms.Part part, Pay.Accelerated pay, BigDecimal before,
            Optional<BigDecimal> quota) {
        BigDecimal rate = pay.rates().getOrDefault(sale.product(), pay.otherwise());
        BigDecimal after = before.add(sale.amount());
        if (pay.factors().isEmpty()) {
            return new Earned(sale, part, rounded(sale.amount().multiply(rate)),
                    sale.amount() + " × " + rate);
        }
        BigDecimal weighted = BigDecimal.ZERO;
        StringBuilder why = new StringBuilder("at " + before + " of " + quota.orElseThrow() + ":");
        for (int i = 0; i < pay.factors().size(); i++) {
            Step step = pay.factors().get(i);
            BigDecimal low = quota.get().multiply(step.from()).max(before);
            BigDecimal high = i + 1 < pay.factors().size()
                    ? quota.get().multiply(pay.factors().get(i + 1).from()).min(after)
                    : after;
            if (high.compareTo(low) > 0) {
                weighted = weighted.add(high.subtract(low).multiply(step.value()));
                why.append(' ').append(high.subtract(low).toPlainString()).append(" × ").append(rate).append(" × ")
                        .append(step.value());
            }
        }
        return new Earned(sale, part, rounded(weighted.multiply(rate)), why.toString());
    }

    private static Earned reached(Credit sale, PlanTerms.Part part, Pay.Reached pay, BigDecimal toDate) {
        Step reached = pay.rates().stream().filter(step -> step.from().compareTo(toDate) <= 0)
                .reduce((lower, higher) -> higher).orElseThrow();
        return new Earned(sale, part, rounded(sale.amount().multiply(reached.value())),
                sale.amount() + " × " + reached.value() + ", reached with " + toDate);
    }

    /** What the original earned, pro rata; several partial returns together take what one of all would. */
    private static Earned takenBack(Credit back, Earned original, BigDecimal before, BigDecimal after) {
        BigDecimal amount = partOf(original, before).subtract(partOf(original, after));
        return new Earned(back, original.part(), amount, "of " + original.amount() + " earned on "
                + original.credit().amount() + ", " + after.subtract(before) + " returned after " + before);
    }

    private static BigDecimal partOf(Earned original, BigDecimal returned) {
        return returned.compareTo(original.credit().amount()) >= 0
                ? original.amount()
                : original.amount().multiply(returned).divide(original.credit().amount(), 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal rounded(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.HALF_UP);
    }
}
