package io.attain.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.participant.ParticipantId;
import io.attain.plan.Acceptance;
import io.attain.plan.Acceptances;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.shared.DateRange;

/** Which published plan versions a participant was under, and whether they were accepted. */
@Component
class PlansOfStatement {

    private final Plans plans;
    private final Assignments assignments;
    private final Acceptances acceptances;

    PlansOfStatement(Plans plans, Assignments assignments, Acceptances acceptances) {
        this.plans = plans;
        this.assignments = assignments;
        this.acceptances = acceptances;
    }

    List<PlanOfStatement> of(ParticipantId participant, DateRange span) {
        List<Assignment> assigned = assignments.of(participant, span);
        List<PlanOfStatement> found = new ArrayList<>();
        for (VersionInForce inForce : plans.inForce(span)) {
            PlanVersionId version = inForce.version();
            if (assigned.stream()
                    .anyMatch(a -> a.plan().equals(version.plan())
                            && a.range()
                                    .intersect(span)
                                    .filter(inForce.range()::overlaps)
                                    .isPresent())) {
                found.add(new PlanOfStatement(version, plans.get(version).name(), acceptedAt(version, participant)));
            }
        }
        return found;
    }

    private Optional<Instant> acceptedAt(PlanVersionId version, ParticipantId participant) {
        return acceptances.of(version).stream()
                .filter(a -> a.participant().equals(participant))
                .findFirst()
                .flatMap(Acceptance::acceptedAt);
    }
}
