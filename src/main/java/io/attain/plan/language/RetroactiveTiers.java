package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

/** The tier reached at the end of the window pays on every credit of it, from the first one on. */
public record RetroactiveTiers(Basis on, Optional<RateSource> base, List<Tier> tiers) implements Tiers {

    public RetroactiveTiers {
        tiers = List.copyOf(tiers);
    }
}
