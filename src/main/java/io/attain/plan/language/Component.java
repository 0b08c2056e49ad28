package io.attain.plan.language;

import java.util.Optional;

/**
 * One measured way to earn: which credits, which measure, over which window, against which quota, paid how, modified how.
 *
 * @param quota  what attainment is measured against; a component on attainment has one
 * @param target the target pay of the component; where left out, the participant's target variable pay
 */
public record Component(String id, Text name, CreditSelection credits, Measure measure, Window window,
        Optional<QuotaUse> quota, Optional<Limit> target, PayFunction pay, Modifiers modifiers, Payment payment) {

    /** A component that pays what its pay function says, at once. */
    public static Component of(String id, String name, CreditSelection credits, Measure measure, Window window,
            Optional<String> quota, PayFunction pay) {
        return new Component(id, Text.of(name), credits, measure, window, quota.map(QuotaUse::of), Optional.empty(),
                pay,
                Modifiers.NONE, Payment.AT_ONCE);
    }

    /** The same against a quota. */
    public Component against(QuotaUse measuredAgainst) {
        return new Component(id, name, credits, measure, window, Optional.of(measuredAgainst), target, pay, modifiers,
                payment);
    }

    /** Whether the pay function compares the measure with a quota. */
    public boolean onAttainment() {
        return switch (pay) {
            case Tiers tiers -> tiers.on() == Tiers.Basis.ATTAINMENT;
            case BonusSteps steps -> steps.on() == Tiers.Basis.ATTAINMENT;
            case PayCurve curve -> true;
            case RateSource rate -> false;
            case PerUnit perUnit -> false;
            case Scorecard scorecard -> false;
            case RankPrizes prizes -> false;
            case Pool pool -> false;
            case Matrix matrix -> false;
            case FormulaPay formula -> false;
            case UncollectedDeduction deduction -> false;
        };
    }
}
