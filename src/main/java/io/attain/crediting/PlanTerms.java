package io.attain.crediting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.crediting.rule.PayTerms;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.plan.language.Conversion;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.DateRange;

/**
 * In which currency people's plans count money, and who is paid by what is rolled up. Of several plans on a day the
 * first by id decides.
 */
final class PlanTerms {

    private record Span(PlanId plan, DateRange days, Currency currency, Conversion conversion, String calendar,
            boolean rollup) {}

    private final Map<ParticipantId, List<Span>> spans = new HashMap<>();
    private final List<Period> periods;

    private PlanTerms(List<Period> periods) {
        this.periods = periods;
    }

    static PlanTerms of(DateRange range, Plans plans, Assignments assignments, Periods periods) {
        PlanTerms terms = new PlanTerms(periods.all());
        Map<PlanVersionId, PlanDefinition> definitions = new HashMap<>();
        Map<PlanId, List<VersionInForce>> versions = new HashMap<>();
        for (VersionInForce version : plans.inForce(range)) {
            definitions.put(version.version(), plans.get(version.version()).definition());
            versions.computeIfAbsent(version.version().plan(), plan -> new ArrayList<>()).add(version);
        }
        for (Assignment assignment : assignments.all(range)) {
            for (VersionInForce version : versions.getOrDefault(assignment.plan(), List.of())) {
                PlanDefinition definition = Optional.ofNullable(definitions.get(version.version())).orElseThrow();
                version.range().intersect(assignment.range())
                        .ifPresent(days -> terms.spans
                                .computeIfAbsent(assignment.participant(), who -> new ArrayList<>())
                                .add(new Span(assignment.plan(), days, definition.currency(), definition.conversion(),
                                        definition.calendar(), countsRollup(definition))));
            }
        }
        terms.spans.values()
                .forEach(list -> list.sort(Comparator.comparing(Span::plan).thenComparing(Span::days)));
        return terms;
    }

    private static boolean countsRollup(PlanDefinition definition) {
        return definition.components().stream()
                .anyMatch(component -> component.credits().roles().contains(CreditSelection.Role.ROLLUP));
    }

    Optional<PayTerms> on(ParticipantId participant, LocalDate day) {
        for (Span span : spans.getOrDefault(participant, List.of())) {
            if (span.days().contains(day)) {
                return Optional.of(new PayTerms(span.currency(), span.conversion(), period(span.calendar(), day)));
            }
        }
        return Optional.empty();
    }

    boolean countsRollup(ParticipantId manager, LocalDate day) {
        return spans.getOrDefault(manager, List.of()).stream()
                .anyMatch(span -> span.rollup() && span.days().contains(day));
    }

    /** The period of the calendar; the month where none is defined yet. */
    private DateRange period(String calendar, LocalDate day) {
        for (Period period : periods) {
            if (period.calendar().equals(calendar) && period.span().contains(day)) {
                return period.span();
            }
        }
        return new DateRange(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
    }

    /** Equal terms are equal texts. */
    String inText() {
        StringBuilder text = new StringBuilder();
        spans.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(one -> text.append(one.getKey()).append(one.getValue()).append('\n'));
        periods.forEach(period -> text.append(period.calendar()).append(period.span()).append('\n'));
        return text.toString();
    }
}
