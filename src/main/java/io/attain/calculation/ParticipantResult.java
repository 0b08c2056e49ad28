package io.attain.calculation;

import java.util.List;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/**
 * Everything one participant earned in one period.
 *
 * @param total  Σ lines, in the currency of the plan
 * @param parked why nothing could be computed; there are no lines then
 */
public record ParticipantResult(ParticipantId participant, Money total, List<ResultLine> lines,
        List<ComponentResult> components, Optional<String> parked) {

    public ParticipantResult {
        lines = List.copyOf(lines);
        components = List.copyOf(components);
    }
}
