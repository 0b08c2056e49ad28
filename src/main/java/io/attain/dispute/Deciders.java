package io.attain.dispute;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;

/** Who decides: draws up the {@link Panel} of a dispute. */
@Component
class Deciders {

    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Earned earned;
    private final Sharing sharing;
    private final Limits limits;

    Deciders(Participants participants, ReportingLines reportingLines, Earned earned, Sharing sharing,
            Limits limits) {
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.earned = earned;
        this.sharing = sharing;
        this.limits = limits;
    }

    /** Whose dispute it is, and the day its reporting lines are looked at. */
    record Parties(ParticipantId claimant, List<ParticipantId> others, EventKey deal, PeriodId period,
            LocalDate asOf) {

        static Parties of(Dispute dispute) {
            List<ParticipantId> others = new ArrayList<>(dispute.parties());
            others.remove(dispute.claimant());
            return new Parties(dispute.claimant(), others, dispute.deal(), dispute.period(), dispute.asOf());
        }

        Set<ParticipantId> all() {
            Set<ParticipantId> all = new LinkedHashSet<>(List.of(claimant));
            all.addAll(others);
            return all;
        }
    }

    /** Who decides now, if it is not the finance director. */
    record Seat(Optional<Participant> decider, Sitting sitting) {}

    Panel of(Dispute dispute) {
        return of(Parties.of(dispute));
    }

    Panel of(Parties parties) {
        return new Panel(parties, participants, reportingLines, sharing, earned, limits);
    }
}
