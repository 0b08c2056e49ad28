package io.attain.dispute;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;

/** Who decides: the superiors of all parties who are none themselves, the nearest first. */
@Component
class Deciders {

    private final Participants participants;
    private final ReportingLines reportingLines;

    Deciders(Participants participants, ReportingLines reportingLines) {
        this.participants = participants;
        this.reportingLines = reportingLines;
    }

    Optional<Participant> decider(ParticipantId claimant, List<ParticipantId> counterparts, LocalDate asOf) {
        return deciders(claimant, counterparts, asOf).stream().findFirst();
    }

    /** Who in the claimant's line is above every counterpart too, is no party, and can sign in; the nearest first. */
    List<Participant> deciders(ParticipantId claimant, List<ParticipantId> counterparts, LocalDate asOf) {
        List<List<ParticipantId>> others = counterparts.stream().map(c -> reportingLines.line(c, asOf)).toList();
        return reportingLines.line(claimant, asOf).stream()
                .filter(s -> !s.equals(claimant) && !counterparts.contains(s))
                .filter(s -> others.stream().allMatch(line -> line.contains(s)))
                .map(participants::get)
                .filter(s -> s.user().isPresent())
                .toList();
    }
}
