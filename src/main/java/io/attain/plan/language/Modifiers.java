package io.attain.plan.language;

import java.util.List;
import java.util.Optional;

/**
 * What happens to the result of a pay function, in this order.
 *
 * @param lineCap what a single line is cut to
 * @param floor   the least the component pays in a window
 * @param cap     the most it pays in a window
 */
public record Modifiers(List<Multiplier> multipliers, Optional<Gate> gate, Optional<Limit> lineCap,
        Optional<Floor> floor, Optional<Limit> cap) {

    public static final Modifiers NONE = new Modifiers(List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    public Modifiers {
        multipliers = List.copyOf(multipliers);
    }
}
