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
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;

/** Puts together what a period is calculated from as it stands now. */
@Component
class Subjects {

    private final InputsOfPeriod inputsOfPeriod;
    private final Earlier earlier;
    private final Customers customers;
    private final Participants participants;

    Subjects(InputsOfPeriod inputsOfPeriod, Earlier earlier, Customers customers, Participants participants) {
        this.customers = customers;
        this.inputsOfPeriod = inputsOfPeriod;
        this.earlier = earlier;
        this.participants = participants;
    }

    /**
     * Everyone who is in some plan or has a credit, with what earlier periods left.
     *
     * @param current   of the period, in canonical order
     * @param corrected adjustments of earlier periods that no accepted run has posted yet; they count as earned
     */
    List<Evaluation.Subject> of(Period period, Set<ParticipantId> everyone, List<Credit> current,
            Assumption assumption, List<PriorPeriodLine> corrected) {
        Map<ParticipantId, FrozenInputs> inputs = inputsOfPeriod.of(period, everyone);
        Set<EventKey> originals = new HashSet<>();
        current.stream().filter(credit -> credit.kind() == EventKind.RETURN)
                .forEach(credit -> credit.origin().ifPresent(origin -> originals.add(origin.event())));
        Map<ParticipantId, List<Credit>> prior = earlier.credits(period, inputs, originals, assumption);
        Map<ParticipantId, FrozenInputs> extended = new TreeMap<>(
                earlier.withEarnings(period, inputs, prior, corrected));
        Map<ParticipantId, List<Credit>> byParticipant = new TreeMap<>();
        Freezing.byParticipant(current).forEach((participant, own) -> {
            List<Credit> all = new ArrayList<>(prior.getOrDefault(participant, List.of()));
            all.addAll(own);
            byParticipant.put(participant, all);
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
