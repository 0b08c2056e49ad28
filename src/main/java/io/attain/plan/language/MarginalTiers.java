package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

/** Each slice of the cumulative measure is paid as its own tier says; a credit that crosses a boundary is cut there. */
public record MarginalTiers(Basis on, Optional<RateSource> base, List<Tier> tiers) implements Tiers {

    public MarginalTiers {
        tiers = List.copyOf(tiers);
    }
}
