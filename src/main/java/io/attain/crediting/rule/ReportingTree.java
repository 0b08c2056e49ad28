package io.attain.crediting.rule;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attain.participant.ParticipantId;
import io.attain.shared.DateRange;

/** Who is above whom, as of a day. */
public final class ReportingTree {

    /** The days on which someone reports to a manager. */
    public record Line(ParticipantId participant, ParticipantId manager, DateRange days) {}

    private final Map<ParticipantId, List<Line>> byParticipant = new HashMap<>();

    public ReportingTree(Collection<Line> lines) {
        lines.forEach(
                line -> byParticipant.computeIfAbsent(line.participant(), who -> new ArrayList<>()).add(line));
    }

    /** Everyone above the participant on that day, each once however many paths lead up; never the participant. */
    public Set<ParticipantId> above(ParticipantId participant, LocalDate day) {
        Set<ParticipantId> above = new LinkedHashSet<>();
        Deque<ParticipantId> walk = new ArrayDeque<>(List.of(participant));
        while (!walk.isEmpty()) {
            for (Line line : byParticipant.getOrDefault(walk.remove(), List.of())) {
                if (line.days().contains(day) && !line.manager().equals(participant) && above.add(line.manager())) {
                    walk.add(line.manager());
                }
            }
        }
        return above;
    }
}
