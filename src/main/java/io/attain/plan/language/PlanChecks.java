package io.attain.plan.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.shared.Finding;
import io.attain.shared.Rate;

/** Whether a definition makes sense by itself: each check is a function of its own, and all of them are asked. */
public final class PlanChecks {

    /** A check of one component. */
    private interface ComponentCheck {

        void check(Subject subject);
    }

    /** A check of the plan as a whole. */
    private interface PlanCheck {

        void check(PlanDefinition plan, List<Finding> findings);
    }

    private static final List<PlanCheck> PLAN_CHECKS = List.of(PlanChecks::componentIdsDiffer,
            PlanChecks::targetSharesTotal, PlanChecks::capLeavesRoom, PlanChecks::budgetLeavesRoom,
            PlanChecks::drawIsPossible, FormulaChecks::earningsDoNotWaitForEachOther, ExampleChecks::examplesFit);

    private static final List<ComponentCheck> COMPONENT_CHECKS = List.of(BoundaryChecks::tiersBeginAtZero,
            BoundaryChecks::boundariesAscend, BoundaryChecks::boundariesCanBeReached, BoundaryChecks::factorsHaveABase,
            BoundaryChecks::sumsArePossible, BoundaryChecks::windowSuitsThePay, BoundaryChecks::multipliersMatter,
            TableChecks::fieldsAreKnown, TableChecks::rowsUseTheirFields, TableChecks::rowsAreReachable,
            TableChecks::ratesAreSane, FormulaChecks::formulasCanBeRead, FormulaChecks::formulasLookAtWhatIsThere,
            ModifierChecks::creditsCount, ModifierChecks::quotaIsUsed, ModifierChecks::targetIsUsed,
            ModifierChecks::gateMatters, ModifierChecks::limitsLeaveRoom, ModifierChecks::paymentIsPossible,
            ModifierChecks::clawbackIsPossible);

    private PlanChecks() {}

    /** Everything there is to say, errors first. */
    public static List<Finding> of(PlanDefinition plan) {
        List<Finding> findings = new ArrayList<>();
        PLAN_CHECKS.forEach(check -> check.check(plan, findings));
        for (int c = 0; c < plan.components().size(); c++) {
            Subject subject = new Subject(plan, c, plan.components().get(c), findings);
            COMPONENT_CHECKS.forEach(check -> check.check(subject));
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }

    /** Whether what the component pays, or what a formula makes of it, depends on its quota. */
    public static boolean needsQuota(Component component, PlanDefinition plan) {
        return component.onAttainment() || FormulaChecks.quotasLookedAt(plan).contains(component.id());
    }

    private static void componentIdsDiffer(PlanDefinition plan, List<Finding> findings) {
        Set<String> seen = new HashSet<>();
        for (int c = 0; c < plan.components().size(); c++) {
            String id = plan.components().get(c).id();
            if (!seen.add(id)) {
                findings.add(Finding.error("/components/%d/id".formatted(c),
                        "Two components are called \"%s\".".formatted(id), "Give this one an id of its own."));
            }
        }
    }

    private static void targetSharesTotal(PlanDefinition plan, List<Finding> findings) {
        List<Rate> shares = ModifierChecks.targetShares(plan);
        BigDecimal total = shares.stream().map(Rate::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.compareTo(BigDecimal.ONE) > 0 || shares.size() > 1 && total.compareTo(BigDecimal.ONE) != 0) {
            findings.add(Finding.warning("/components", "The components' shares of target pay total %s, not 100 %%."
                    .formatted(new Rate(total).inPercent()),
                    "Change \"target\" so that they total 1, if they should."));
        }
    }

    private static void capLeavesRoom(PlanDefinition plan, List<Finding> findings) {
        Optional<Limit> cap = plan.pay().cap();
        if (cap.isEmpty()) {
            return;
        }
        amount(plan, "/pay/cap", cap.get(), findings);
        for (Component component : plan.components()) {
            if (component.modifiers().floor()
                    .filter(floor -> isOfParticipant(floor.limit(), component)
                            && ModifierChecks.isBelow(cap.get(), floor.limit()))
                    .isPresent()) {
                findings.add(Finding.error("/pay/cap", "The cap of the plan is below the floor of \"%s\"."
                        .formatted(component.id()), "Raise the cap, or lower the floor."));
            }
        }
        if (plan.pay().draw().filter(draw -> ModifierChecks.isBelow(cap.get(), draw.amount())).isPresent()) {
            findings.add(Finding.error("/pay/cap", "The cap of the plan is below its draw: whoever earns all there is "
                    + "to earn would still be topped up.", "Raise the cap, or lower the draw."));
        }
    }

    /** The target of a component without one is that of the participant, as for the plan. */
    private static boolean isOfParticipant(Limit limit, Component component) {
        return limit instanceof Limit.Amount || component.target().isEmpty();
    }

    private static void budgetLeavesRoom(PlanDefinition plan, List<Finding> findings) {
        plan.pay().budget().ifPresent(budget -> {
            Limit limit = new Limit.Amount(budget);
            amount(plan, "/pay/budget", limit, findings);
            if (plan.pay().cap().filter(cap -> ModifierChecks.isBelow(limit, cap)).isPresent()) {
                findings.add(Finding.warning("/pay/budget", "The budget for everyone is below the cap of each.",
                        "Raise the budget, or lower the cap."));
            }
        });
    }

    private static void amount(PlanDefinition plan, String path, Limit limit, List<Finding> findings) {
        Rate figure = switch (limit) {
            case Limit.Amount amount -> amount.amount();
            case Limit.OfTarget ofTarget -> ofTarget.share();
        };
        String at = path + (limit instanceof Limit.Amount ? "/amount" : "/ofTarget");
        int digits = plan.currency().getDefaultFractionDigits();
        if (figure.compareTo(Rate.ZERO) <= 0) {
            findings.add(Finding.error(at, "%s leaves nothing.".formatted(figure), "Write more than zero."));
        } else if (limit instanceof Limit.Amount && figure.value().scale() > digits) {
            findings.add(Finding.error(at, "%s cannot hold the decimals of %s.".formatted(plan.currency(), figure),
                    "Write it with at most %d decimals.".formatted(digits)));
        }
    }

    private static void drawIsPossible(PlanDefinition plan, List<Finding> findings) {
        if (plan.pay().draw().isEmpty()) {
            return;
        }
        Draw draw = plan.pay().draw().get();
        amount(plan, "/pay/draw", draw.amount(), findings);
        for (int m = 0; m < draw.ramp().size(); m++) {
            if (draw.ramp().get(m).compareTo(Rate.ZERO) < 0) {
                findings.add(Finding.error("/pay/draw/ramp/" + m, "%s is below zero.".formatted(draw.ramp().get(m)),
                        "Write zero or more."));
            }
        }
        if (draw.months().filter(months -> months < draw.ramp().size()).isPresent()) {
            findings.add(Finding.warning("/pay/draw/ramp", "The draw ends before the ramp does: after %d of %d months."
                    .formatted(draw.months().get(), draw.ramp().size()), "Shorten the ramp, or let the draw last."));
        }
        if (draw.kind() == Draw.Kind.NON_RECOVERABLE && !draw.recovery().equals(Draw.Recovery.AT_ONCE)) {
            findings.add(Finding.error("/pay/draw/recovery", "A guarantee carries nothing that could be recovered.",
                    "Leave \"recovery\" out, or make the draw recoverable."));
        }
        draw.recovery().atMost().ifPresent(most -> {
            if (most.compareTo(Rate.ZERO) <= 0 || most.compareTo(Rate.ONE) > 0) {
                findings.add(Finding.error("/pay/draw/recovery/atMost",
                        "%s of the excess cannot be recovered.".formatted(most.inPercent()),
                        "Write a part above 0 and at most 1."));
            }
        });
    }
}
