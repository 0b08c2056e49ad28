package io.attain.dispute;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.calculation.ParticipantResult;
import io.attain.calculation.Run;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;

/** What people earn in a period: as it stands while it is open, as it was closed once it is locked. */
@Component
class Earned {

    private final Runs runs;

    Earned(Runs runs) {
        this.runs = runs;
    }

    Map<ParticipantId, ParticipantResult> in(Period period, Set<ParticipantId> who) {
        if (!period.state().isFinal()) {
            return runs.preview(period.id(), who).results();
        }
        Map<ParticipantId, ParticipantResult> closed = new HashMap<>();
        Optional<Run> run = runs.current(period.id());
        run.ifPresent(by -> who.forEach(
                one -> runs.resultOf(by.id(), one).ifPresent(result -> closed.put(one, result))));
        return closed;
    }
}
