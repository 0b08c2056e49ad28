package io.attain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.plan.language.PlanChecks;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.QuotaUse;
import io.attain.plan.language.Ramp;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;

/** Whether a definition fits what is known outside of it: the calendar, the quotas of the people in the plan. */
@Component
class PlanSurroundings {

    /** How far an open-ended plan is looked ahead. */
    private static final int YEARS_AHEAD = 10;

    private final Periods periods;
    private final Quotas quotas;
    private final Assignments assignments;

    PlanSurroundings(Periods periods, Quotas quotas, Assignments assignments) {
        this.periods = periods;
        this.quotas = quotas;
        this.assignments = assignments;
    }

    List<Finding> check(PlanDefinition definition) {
        List<Finding> findings = new ArrayList<>();
        calendarIsKnown(definition).ifPresent(findings::add);
        quotasAreThere(definition, findings);
        return findings;
    }

    private Optional<Finding> calendarIsKnown(PlanDefinition definition) {
        Set<String> calendars = periods.all().stream().map(Period::calendar)
                .collect(Collectors.toCollection(TreeSet::new));
        return calendars.isEmpty() || calendars.contains(definition.calendar())
                ? Optional.empty()
                : Optional
                        .of(Finding.error("/calendar", "There is no calendar \"%s\".".formatted(definition.calendar()),
                                "Known calendars: %s.".formatted(String.join(", ", calendars))));
    }

    private void quotasAreThere(PlanDefinition definition, List<Finding> findings) {
        DateRange days = definition.effective().isOpenEnded()
                ? new DateRange(definition.effective().from(), definition.effective().from().plusYears(YEARS_AHEAD))
                : definition.effective();
        List<Quota> all = quotas.all(days);
        Set<ParticipantId> people = assignments.of(new PlanId(definition.id()), days).stream()
                .map(Assignment::participant).collect(Collectors.toCollection(TreeSet::new));
        for (int i = 0; i < definition.components().size(); i++) {
            String path = "/components/%d/quota".formatted(i);
            boolean needed = PlanChecks.needsQuota(definition.components().get(i), definition)
                    && definition.components().get(i).quota().flatMap(QuotaUse::ramp)
                            .filter(ramp -> ramp.kind() == Ramp.Kind.AMOUNTS).isEmpty();
            definition.components().get(i).quota().filter(quota -> needed)
                    .flatMap(quota -> missing(quota.name(), path, all, people)).ifPresent(findings::add);
        }
    }

    private static Optional<Finding> missing(String measure, String path, List<Quota> all, Set<ParticipantId> people) {
        Set<ParticipantId> having = all.stream().filter(quota -> quota.measure().equals(measure))
                .map(Quota::participant)
                .collect(Collectors.toSet());
        Set<ParticipantId> lacking = new TreeSet<>(people);
        lacking.removeAll(having);
        if (having.isEmpty() && !all.isEmpty()) {
            return Optional.of(Finding.error(path, "Nobody has a quota for \"%s\".".formatted(measure),
                    "Known quotas: %s.".formatted(all.stream().map(Quota::measure).distinct().sorted()
                            .collect(Collectors.joining(", ")))));
        }
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(path,
                        "%d of %d people in the plan have no quota for \"%s\", among them %s.".formatted(lacking.size(),
                                people.size(), measure, lacking.iterator().next()),
                        "Import their quotas before the first close; whoever lacks one cannot be computed."));
    }
}
