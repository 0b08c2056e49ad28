package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

import io.attain.shared.Rate;

/**
 * Prizes by rank of the measure within a group. Those who tie share the prizes of the places they occupy, the remaining
 * cents to the first by id.
 *
 * @param prizes  for the first place, the second and so on, in major units
 * @param atLeast the measure needed to be ranked
 */
public record RankPrizes(Group group, List<Rate> prizes, Optional<Rate> atLeast) implements PayFunction {

    public RankPrizes {
        prizes = List.copyOf(prizes);
    }
}
