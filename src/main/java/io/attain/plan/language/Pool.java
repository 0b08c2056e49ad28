package io.attain.plan.language;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.shared.Rate;

/**
 * A fund that is shared within a group, without losing or making a cent.
 *
 * @param qualify who takes part; everyone where it is left out
 */
public record Pool(Fund fund, By by, Optional<Formula> qualify, Group group) implements PayFunction {

    /** What there is to share. */
    public sealed interface Fund {
    }

    /** In major units. */
    public record FixedFund(Rate amount) implements Fund {}

    /** Share × Σ measure of the whole group, also of those who do not qualify. */
    public record ShareOfMeasure(Rate share) implements Fund {}

    /** By what it is shared. */
    public sealed interface By {
    }

    public record ByMeasure() implements By {}

    public record Equally() implements By {}

    /** By fixed weights, per participant id and in that order; who is not named gets nothing. */
    public record ByShares(Map<String, Rate> shares) implements By {

        public ByShares {
            shares = Collections.unmodifiableMap(new TreeMap<>(shares));
        }
    }
}
