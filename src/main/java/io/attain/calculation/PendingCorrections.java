package io.attain.calculation;

import java.util.List;
import java.util.Map;

import io.attain.participant.ParticipantId;

/**
 * What a close would correct of locked periods as things stand.
 *
 * @param lines   what it would pay and take
 * @param changes what it would do so for; a change that moves no money is among them
 * @param waiting who could not be calculated, and why: they wait for a later close
 */
public record PendingCorrections(List<PriorPeriodLine> lines, List<InputChange> changes,
        Map<ParticipantId, String> waiting) {

    public PendingCorrections {
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
        waiting = Map.copyOf(waiting);
    }
}
