package io.attain.plan.language;

/** How a measure becomes pay. */
public sealed interface PayFunction permits RateSource, Tiers, BonusSteps, PayCurve, PerUnit, Scorecard, RankPrizes,
        Pool, Matrix, FormulaPay, UncollectedDeduction {
}
