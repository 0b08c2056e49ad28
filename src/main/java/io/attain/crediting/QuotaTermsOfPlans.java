package io.attain.crediting;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.springframework.stereotype.Component;

import io.attain.participant.ParticipantId;
import io.attain.plan.Assignments;
import io.attain.plan.Plans;
import io.attain.plan.language.QuotaUse;
import io.attain.sales.QuotaTerms;
import io.attain.shared.DateRange;

/** Every version counts, drafts included: quotas are often agreed before the plan is approved. */
@Component
class QuotaTermsOfPlans implements QuotaTerms {

    private final Plans plans;
    private final Assignments assignments;

    QuotaTermsOfPlans(Plans plans, Assignments assignments) {
        this.plans = plans;
        this.assignments = assignments;
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(List.of("amount", "target"));
        plans.all().forEach(version -> version.definition().components()
                .forEach(component -> component.quota().map(QuotaUse::name).ifPresent(names::add)));
        return names;
    }

    @Override
    public Optional<Currency> currency(ParticipantId participant, LocalDate day) {
        DateRange span = new DateRange(day, day.plusDays(1));
        return assignments.of(participant, span).stream()
                .flatMap(assignment -> plans.inForce(span).stream()
                        .filter(version -> version.version().plan().equals(assignment.plan())))
                .map(version -> plans.get(version.version()).definition().currency()).findFirst();
    }
}
