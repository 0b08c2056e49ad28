package io.attain.plan.language;

/** How a measure becomes pay. */
public sealed interface PayFunction permits RateSource, MarginalTiers {
}
