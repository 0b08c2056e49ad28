package io.attain.calculation;

import java.util.Map;
import java.util.Optional;

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;

/** A period computed in memory as it stands, by the code of a run, with nothing written. */
public record Preview(PeriodId period, Map<ParticipantId, ParticipantResult> results) {

    public Preview {
        results = Map.copyOf(results);
    }

    /** None for someone who is in no plan and has no credits. */
    public Optional<ParticipantResult> of(ParticipantId participant) {
        return Optional.ofNullable(results.get(participant));
    }
}
