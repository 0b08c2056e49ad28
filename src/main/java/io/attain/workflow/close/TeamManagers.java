package io.attain.workflow.close;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;

/**
 * Who reviews a run: for everyone in it the nearest manager who can sign in, as of the last day of the period. Nobody
 * reviews his own pay, so the line is looked at above each participant.
 */
@Component
class TeamManagers {

    private final Runs runs;
    private final Periods periods;
    private final Participants participants;
    private final ReportingLines lines;

    TeamManagers(Runs runs, Periods periods, Participants participants, ReportingLines lines) {
        this.runs = runs;
        this.periods = periods;
        this.participants = participants;
        this.lines = lines;
    }

    /** The reviewing managers, by id. */
    List<ParticipantId> of(RunId run) {
        LocalDate date = lastDay(run);
        return runs.participants(run).stream()
                .flatMap(participant -> reviewer(participant, date).stream())
                .distinct()
                .sorted(Comparator.comparing(ParticipantId::value))
                .toList();
    }

    /** Whose results this manager reviews, by id. */
    List<ParticipantId> team(RunId run, ParticipantId manager) {
        LocalDate date = lastDay(run);
        return runs.participants(run).stream()
                .filter(participant -> reviewer(participant, date).contains(manager))
                .toList();
    }

    private List<ParticipantId> reviewer(ParticipantId participant, LocalDate date) {
        return lines.line(participant, date).stream()
                .filter(above -> participants.find(above).flatMap(found -> found.user()).isPresent())
                .limit(1)
                .toList();
    }

    private LocalDate lastDay(RunId run) {
        return periods.get(runs.get(run).period()).span().to().minusDays(1);
    }
}
