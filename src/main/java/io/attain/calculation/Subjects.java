package io.attain.calculation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.plan.PayCalendars;
import io.attain.plan.Paying;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;

/** Puts together what a period is calculated from as it stands now. */
@Component
class Subjects {

    private final InputsOfPeriod inputsOfPeriod;
    private final Earlier earlier;
    private final Customers customers;
    private final Participants participants;
    private final PayCalendars calendars;

    Subjects(InputsOfPeriod inputsOfPeriod, Earlier earlier, Customers customers, Participants participants,
            PayCalendars calendars) {
        this.calendars = calendars;
        this.customers = customers;
        this.inputsOfPeriod = inputsOfPeriod;
        this.earlier = earlier;
        this.participants = participants;
    }

    /**
     * Everyone who is in some plan or has a credit, with what earlier periods left. Credits of people whom another
     * calendar pays are not looked at.
     *
     * @param all       credits of the period, in canonical order
     * @param corrected adjustments of earlier periods that no accepted run has posted yet; they count as earned
     */
    List<Evaluation.Subject> of(Period period, Set<ParticipantId> everyone, List<Credit> all,
            Assumption assumption, List<PriorPeriodLine> corrected) {
        Paying paying = calendars.paying();
        List<Credit> current = all.stream().filter(
                credit -> !paying.elsewhere(period.calendar(), credit.participant(), credit.eventDate())).toList();
        Map<ParticipantId, FrozenInputs> inputs = inputsOfPeriod.of(period, everyone);
        Set<EventKey> originals = new HashSet<>();
        current.stream().filter(credit -> credit.kind() == EventKind.RETURN)
                .forEach(credit -> credit.origin().ifPresent(origin -> originals.add(origin.event())));
        Map<ParticipantId, List<Credit>> prior = earlier.credits(period, inputs, originals, assumption);
        Map<ParticipantId, FrozenInputs> extended = new TreeMap<>(
                earlier.withEarnings(period, inputs, prior, corrected));
        Map<ParticipantId, List<Credit>> byParticipant = new TreeMap<>();
        Freezing.byParticipant(current).forEach((participant, own) -> {
            List<Credit> theirs = new ArrayList<>(prior.getOrDefault(participant, List.of()));
            theirs.addAll(own);
            byParticipant.put(participant, theirs);
            extended.computeIfAbsent(participant,
                    newcomer -> FrozenInputs.none(inputsOfPeriod.person(newcomer, period)));
        });
        prior.forEach((participant, own) -> byParticipant.putIfAbsent(participant, own));
        return of(customers.in(extended, byParticipant), byParticipant);
    }

    /** Everyone who has inputs, with his credits. */
    List<Evaluation.Subject> of(Map<ParticipantId, FrozenInputs> inputs, Map<ParticipantId, List<Credit>> credited) {
        return inputs.entrySet().stream().map(entry -> new Evaluation.Subject(participants.get(entry.getKey()),
                entry.getValue(), credited.getOrDefault(entry.getKey(), List.of()))).toList();
    }
}
