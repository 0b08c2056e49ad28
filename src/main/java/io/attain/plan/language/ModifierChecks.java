package io.attain.plan.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attain.shared.Rate;

/** What surrounds the pay function: credits, quota, target, gate, floor, caps, payment and clawback. */
final class ModifierChecks {

    private static final Set<EventKind> MONEY = Set.of(EventKind.BOOKING, EventKind.INVOICE, EventKind.COLLECTION);

    private ModifierChecks() {}

    static void creditsCount(Subject subject) {
        Component component = subject.component();
        Set<EventKind> events = component.credits().events();
        if (component.pay() instanceof UncollectedDeduction) {
            if (!events.contains(EventKind.INVOICE) || !events.contains(EventKind.COLLECTION)) {
                subject.error("/credits/events", "The deduction follows invoices and collections, and not both count.",
                        "Write \"events\": [\"invoice\", \"collection\"].");
            }
            if (!(component.measure() instanceof Measure.Amount)) {
                subject.error("/measure", "The deduction is a part of the amount invoiced.",
                        "Use the measure \"amount\".");
            }
        } else if (component.measure().isMoney() && events.stream().filter(MONEY::contains).count() > 1) {
            subject.warning("/credits/events", "The same money counts more than once: as booked, invoiced, collected.",
                    "Let one kind of event count.");
        }
        if (component.measure().isMoney() && events.stream().noneMatch(MONEY::contains)) {
            subject.warning("/measure", "Stages, activities and readings have no amount as a rule.",
                    "Count them, or add points.");
        }
        if (component.measure() instanceof Measure.AmountLessCommissionBelow
                && !component.credits().roles().contains(CreditSelection.Role.ROLLUP)) {
            subject.error("/credits/roles", "Nobody below earns on these credits, so that nothing is left out.",
                    "Add the role \"rollup\", or use the measure \"amount\".");
        }
    }

    static void quotaIsUsed(Subject subject) {
        Component component = subject.component();
        if (component.quota().isEmpty()) {
            if (component.onAttainment()) {
                subject.error("/quota", "Attainment is measured against a quota, and none is named.",
                        "Name the measure of the quota, such as \"amount\".");
            }
            return;
        }
        if (!component.onAttainment() && !FormulaChecks.quotasLookedAt(subject.plan()).contains(component.id())) {
            subject.warning("/quota", "The quota is shown, but it does not change what is paid.",
                    "Leave it out if nobody should look at it.");
        }
        QuotaUse quota = component.quota().get();
        quota.ramp().ifPresent(ramp -> ramp(subject, ramp));
        for (int m = 0; m < quota.seasonal().size(); m++) {
            subject.notNegative("/quota/seasonal/" + m, quota.seasonal().get(m));
        }
        if (!quota.seasonal().isEmpty() && quota.seasonal().size() != 12) {
            subject.error("/quota/seasonal", "There are %d weights for 12 months.".formatted(quota.seasonal().size()),
                    "Write twelve weights, January first.");
        }
        if (!quota.seasonal().isEmpty()
                && quota.seasonal().stream().noneMatch(weight -> weight.compareTo(Rate.ZERO) > 0)) {
            subject.error("/quota/seasonal", "No month has a weight.", "Give at least one month a weight above zero.");
        }
    }

    private static void ramp(Subject subject, Ramp ramp) {
        String list = ramp.kind() == Ramp.Kind.FACTORS ? "/quota/ramp/factors/" : "/quota/ramp/amounts/";
        for (int v = 0; v < ramp.values().size(); v++) {
            subject.notNegative(list + v, ramp.values().get(v));
            if (ramp.kind() == Ramp.Kind.AMOUNTS) {
                subject.fits(list + v, ramp.values().get(v), subject.ofMeasure());
            } else if (ramp.values().get(v).compareTo(Rate.ONE) > 0) {
                subject.warning(list + v, "The quota of a newcomer is %s of what it is for others."
                        .formatted(ramp.values().get(v).inPercent()), "Write fractions: 0.5 is one half.");
            }
        }
    }

    static void targetIsUsed(Subject subject) {
        Optional<Limit> target = subject.component().target();
        if (target.isEmpty()) {
            return;
        }
        switch (target.get()) {
            case Limit.Amount amount -> positive(subject, "/target/amount", amount.amount(), true);
            case Limit.OfTarget share -> positive(subject, "/target/share", share.share(), false);
        }
        boolean used = switch (subject.component().pay()) {
            case PayCurve curve -> true;
            case Scorecard card -> true;
            case Matrix matrix -> matrix.pays() == Matrix.Pays.TARGET_SHARE;
            case RateSource rate -> false;
            case Tiers tiers -> false;
            case BonusSteps bonus -> false;
            case PerUnit perUnit -> false;
            case RankPrizes prizes -> false;
            case Pool pool -> false;
            case FormulaPay formula -> false;
            case UncollectedDeduction deduction -> false;
        };
        if (!used && subject.limits().noneMatch(Limit.OfTarget.class::isInstance)
                && !FormulaChecks.looksAtTarget(subject.component(), subject.plan())) {
            subject.warning("/target", "The target is shown, but it does not change what is paid.",
                    "Leave it out if nobody should look at it.");
        }
    }

    private static void positive(Subject subject, String at, Rate figure, boolean money) {
        if (figure.compareTo(Rate.ZERO) <= 0) {
            subject.error(at, "%s leaves nothing.".formatted(figure), "Write more than zero.");
        } else if (money) {
            subject.fits(at, figure, subject.ofMoney());
        }
    }

    static void gateMatters(Subject subject) {
        subject.component().modifiers().gate().ifPresent(gate -> {
            subject.notNegative("/gate/otherwise", gate.otherwise());
            if (gate.otherwise().compareTo(Rate.ONE) >= 0) {
                subject.error("/gate/otherwise", "Whoever fails the gate is paid %s of what others are."
                        .formatted(gate.otherwise().inPercent()), "Write a part below 1, or remove the gate.");
            }
        });
    }

    static void limitsLeaveRoom(Subject subject) {
        Modifiers modifiers = subject.component().modifiers();
        modifiers.cap().ifPresent(cap -> limit(subject, "/cap", cap));
        modifiers.lineCap().ifPresent(cap -> limit(subject, "/lineCap", cap));
        modifiers.floor().ifPresent(floor -> limit(subject, "/floor", floor.limit()));
        if (modifiers.floor().isPresent() && modifiers.cap().isPresent()
                && isBelow(modifiers.cap().get(), modifiers.floor().get().limit())) {
            subject.error("/cap", "The cap is below the floor.", "Raise the cap, or lower the floor.");
        }
        if (modifiers.lineCap().isPresent() && modifiers.cap().isPresent()
                && isBelow(modifiers.cap().get(), modifiers.lineCap().get())) {
            subject.warning("/lineCap", "No line gets that far: the cap of the whole component is below it.",
                    "Lower it, or leave it out.");
        }
        if (modifiers.floor().isPresent() && modifiers.floor().get().guaranteed() && modifiers.gate().isEmpty()) {
            subject.warning("/floor/guaranteed", "There is no gate that could fail.", "Leave \"guaranteed\" out.");
        }
    }

    private static void limit(Subject subject, String at, Limit limit) {
        switch (limit) {
            case Limit.Amount amount -> positive(subject, at + "/amount", amount.amount(), true);
            case Limit.OfTarget ofTarget -> positive(subject, at + "/ofTarget", ofTarget.share(), false);
        }
    }

    /** Only what is written in the same way can be compared. */
    static boolean isBelow(Limit one, Limit other) {
        return switch (one) {
            case Limit.Amount amount -> other instanceof Limit.Amount than
                    && amount.amount().compareTo(than.amount()) < 0;
            case Limit.OfTarget share -> other instanceof Limit.OfTarget than
                    && share.share().compareTo(than.share()) < 0;
        };
    }

    static void paymentIsPossible(Subject subject) {
        Payment payment = subject.component().payment();
        payment.holdback().ifPresent(holdback -> {
            if (holdback.share().compareTo(Rate.ZERO) <= 0 || holdback.share().compareTo(Rate.ONE) > 0) {
                subject.error("/payable/holdback/share", "%s cannot be held back.".formatted(holdback.share()
                        .inPercent()), "Write a share above 0 and at most 1.");
            }
        });
        Set<EventKind> events = subject.component().credits().events();
        if (payment.on() != Payment.On.BOOKING && subject.paysSums()) {
            subject.warning("/payable/on", "A sum belongs to no sale that could be invoiced or collected: "
                    + "it is payable at once.", "Leave \"payable\" out, or use a pay function over credits.");
        } else if (payment.on() == Payment.On.COLLECTION && events.equals(Set.of(EventKind.COLLECTION))
                || payment.on() == Payment.On.INVOICE && events.equals(Set.of(EventKind.INVOICE))) {
            subject.warning("/payable/on", "What is earned only then is already payable then.",
                    "Leave \"payable\" out, or let bookings count.");
        }
    }

    static void clawbackIsPossible(Subject subject) {
        Clawback clawback = subject.component().payment().clawback();
        boolean byTerm = clawback.takes() == Clawback.Takes.UNSERVED_TERM;
        if (byTerm && clawback.termMonths().isEmpty()) {
            subject.error("/clawback/termMonths", "Nothing says how long a term is.",
                    "Add \"termMonths\", such as 12.");
        }
        if (!byTerm && clawback.termMonths().isPresent()) {
            subject.warning("/clawback/termMonths", "The term is never looked at: \"%s\" is taken."
                    .formatted(clawback.takes().key()), "Leave it out, or take \"unserved-term\".");
        }
        if (clawback.days().equals(Optional.of(0))) {
            subject.warning("/clawback/days", "A return takes back nothing, unless on the very day.",
                    "Write the days within which a return takes back, or leave it out for no end.");
        }
    }

    static List<Rate> targetShares(PlanDefinition plan) {
        return plan.components().stream().flatMap(component -> component.target().stream())
                .filter(Limit.OfTarget.class::isInstance).map(target -> ((Limit.OfTarget) target).share()).toList();
    }
}
