package io.attain.plan.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.shared.Rate;

/** Tiers of the cumulative measure or of attainment; each reaches up to the next. */
public sealed interface Tiers extends PayFunction permits MarginalTiers, RetroactiveTiers {

    Basis on();

    /** The looked-up rate that factors apply to; needed as soon as one tier has a factor. */
    Optional<RateSource> base();

    /** Ascending, the first from 0. */
    List<Tier> tiers();

    /** What boundaries are measured in. */
    enum Basis {
        /** The measure itself; money in major units of the plan's currency. */
        MEASURE,
        /** Measure ÷ quota; the boundary is quota × from, exact. */
        ATTAINMENT;

        /** The word of the language. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One tier.
     *
     * @param from     where it begins
     * @param moreThan whether only more than {@code from} reaches it; else reaching {@code from} exactly does
     */
    record Tier(Rate from, boolean moreThan, TierPay pay) {

        public Tier(Rate from, TierPay pay) {
            this(from, false, pay);
        }
    }

    /** What is paid in a tier. */
    sealed interface TierPay {
    }

    /** A rate of the tier's own. */
    record OwnRate(Rate rate) implements TierPay {}

    /** A factor on the credit's looked-up rate. */
    record Factor(Rate factor) implements TierPay {}
}
