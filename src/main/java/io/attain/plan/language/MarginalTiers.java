package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * Each slice of the cumulative measure is paid as its own tier says; a credit that crosses a boundary is cut there.
 *
 * @param base  the looked-up rate that factors apply to; needed as soon as one tier has a factor
 * @param tiers ascending, the first from 0; each reaches up to the next
 */
public record MarginalTiers(Basis on, Optional<RateSource> base, List<Tier> tiers) implements PayFunction {

    /** What the boundaries of the tiers are measured in. */
    public enum Basis {
        /** The measure itself, in major units of the plan's currency. */
        MEASURE,
        /** Measure ÷ quota; the boundary in money is quota × from, exact. */
        ATTAINMENT
    }

    /**
     * One tier.
     *
     * @param from where it begins; reaching it exactly is reaching the tier
     */
    public record Tier(Rate from, TierPay pay) {}

    /** What a slice within a tier is paid at. */
    public sealed interface TierPay {
    }

    /** A rate of the tier's own. */
    public record OwnRate(Rate rate) implements TierPay {}

    /** A factor on the credit's looked-up rate. */
    public record Factor(Rate factor) implements TierPay {}

    public MarginalTiers {
        tiers = List.copyOf(tiers);
    }
}
