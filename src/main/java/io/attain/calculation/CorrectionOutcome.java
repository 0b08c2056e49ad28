package io.attain.calculation;

import java.util.List;
import java.util.Map;

import io.attain.participant.ParticipantId;

/**
 * What became of locked periods by what is known now.
 *
 * @param lines   by participant, period and line; only differences
 * @param changes what is new since the periods were last calculated
 * @param waiting who could not be calculated, and why: they are corrected by a later close, once it is mended
 */
record CorrectionOutcome(List<PriorPeriodLine> lines, List<InputChange> changes, Map<ParticipantId, String> waiting) {

    static final CorrectionOutcome NOTHING = new CorrectionOutcome(List.of(), List.of(), Map.of());

    CorrectionOutcome {
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
        waiting = Map.copyOf(waiting);
    }
}
