package io.attain.calculation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.attain.participant.ParticipantId;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;

/** Who has to be computed together: everyone in the same joint plan, and everyone below whose commission is looked at. */
final class ConnectedGroups {

    private final Map<ParticipantId, ParticipantId> leader = new HashMap<>();

    private ConnectedGroups() {}

    /**
     * Everyone in exactly one group, in order of each group's first; someone who depends on nobody is alone.
     *
     * @param joint whether pay by a plan version depends on others in the plan
     */
    static List<Set<ParticipantId>> of(Map<ParticipantId, FrozenInputs> inputs, Predicate<PlanVersionId> joint) {
        ConnectedGroups connected = new ConnectedGroups();
        Map<PlanId, ParticipantId> firstInPlan = new HashMap<>();
        inputs.forEach((participant, own) -> {
            for (FrozenInputs.Segment segment : own.segments()) {
                if (joint.test(segment.version())) {
                    connected.join(participant,
                            firstInPlan.computeIfAbsent(segment.version().plan(), plan -> participant));
                }
            }
            own.person().below().stream().map(ParticipantId::new).filter(inputs::containsKey)
                    .forEach(below -> connected.join(participant, below));
        });
        Map<ParticipantId, Set<ParticipantId>> groups = new HashMap<>();
        List<Set<ParticipantId>> ordered = new ArrayList<>();
        new TreeMap<>(inputs).keySet().forEach(participant -> groups
                .computeIfAbsent(connected.leaderOf(participant), first -> {
                    Set<ParticipantId> group = new TreeSet<>();
                    ordered.add(group);
                    return group;
                }).add(participant));
        return ordered;
    }

    private void join(ParticipantId one, ParticipantId other) {
        leader.put(leaderOf(one), leaderOf(other));
    }

    private ParticipantId leaderOf(ParticipantId participant) {
        ParticipantId at = participant;
        while (!leader.getOrDefault(at, at).equals(at)) {
            ParticipantId above = Known.in(leader, at);
            leader.put(at, leader.getOrDefault(above, above));
            at = above;
        }
        return at;
    }
}
