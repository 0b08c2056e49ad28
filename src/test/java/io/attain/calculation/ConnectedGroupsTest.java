package io.attain.calculation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersionId;
import io.attain.shared.DateRange;
import io.attain.shared.Sha256;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectedGroupsTest {

    private final Map<ParticipantId, FrozenInputs> inputs = new TreeMap<>();

    @Test
    void onlyThoseWhoDependOnEachOtherAreTogether() {
        in("a", List.of(), "contest-east");
        in("b", List.of(), "flat");
        in("c", List.of(), "flat", "contest-west");
        in("d", List.of(), "contest-east");
        in("e", List.of(), "contest-west", "contest-east");
        in("f", List.of());
        in("m", List.of("b", "f", "gone"), "flat");

        assertThat(ConnectedGroups.of(inputs, version -> version.plan().value().startsWith("contest")).toString())
                .isEqualTo("[[a, c, d, e], [b, f, m]]");
        assertThat(ConnectedGroups.of(inputs, version -> false).toString())
                .isEqualTo("[[a], [b, f, m], [c], [d], [e]]");
    }

    private void in(String who, List<String> below, String... plans) {
        DateRange days = DateRange.since(LocalDate.of(2017, 1, 1));
        inputs.put(new ParticipantId(who), new FrozenInputs(Arrays.stream(plans)
                .map(plan -> new FrozenInputs.Segment(PlanVersionId.of(plan, 1), Sha256.of(plan), days)).toList(),
                List.of(), List.of(), new FrozenInputs.Person(LocalDate.EPOCH, Optional.empty(), "", "", below),
                List.of()));
    }
}
