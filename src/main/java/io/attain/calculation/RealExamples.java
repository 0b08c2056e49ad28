package io.attain.calculation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.WindowFigures;
import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.crediting.Credits;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.Quotas;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.ExampleRunner;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Example;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.QuotaUse;
import io.attain.sales.EventKind;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;
import io.attain.shared.Refused;

/** Writes examples of a plan from what really happened. */
@Service
public class RealExamples {

    private static final int MOST_EVENTS = 1_000;
    private static final Set<String> WORDS = Set.of("on", "kind", "role", "amount", "product", "account", "quantity",
            "margin");

    private final Credits credits;
    private final Quotas quotas;
    private final Participants participants;
    private final Periods periods;
    private final ExampleRunner runner;

    RealExamples(Credits credits, Quotas quotas, Participants participants, Periods periods, ExampleRunner runner) {
        this.credits = credits;
        this.quotas = quotas;
        this.participants = participants;
        this.periods = periods;
        this.runner = runner;
    }

    /**
     * The credits, quotas and target of a participant as an example, and what the plan makes of them as what is
     * expected. Others in the plan, earlier pay and personal overrides are not part of it.
     *
     * @throws Refused when there are too many credits, or they cannot be computed
     */
    @Transactional(readOnly = true)
    public Example of(PlanDefinition plan, ParticipantId participant, PeriodId periodId) {
        Period period = periods.get(periodId);
        DateRange inPlan = plan.effective().intersect(participants.get(participant).employed())
                .filter(days -> days.overlaps(period.span()))
                .orElseThrow(() -> new Refused("example-outside", "%s and the plan have no day of %s in common."
                        .formatted(participants.get(participant).name(), periodId)));
        DateRange reach = plan.components().stream()
                .map(component -> new DateRange(
                        WindowFigures.firstDay(component.window(), period.span(), inPlan.from()), period.span().to()))
                .reduce(period.span(), (one, other) -> one.from().isBefore(other.from()) ? one : other)
                .intersect(inPlan).orElse(period.span());
        List<Credit> counted = credits.current(reach, Optional.of(Set.of(participant)));
        if (counted.size() > MOST_EVENTS) {
            throw new Refused("example-too-long", "There are %d credits; an example has at most %d events."
                    .formatted(counted.size(), MOST_EVENTS));
        }
        LocalDate joined = participants.get(participant).employed().from();
        Example given = new Example("%s in %s".formatted(participants.get(participant).name(), periodId),
                Optional.of(period.span()), new Example.Person(Example.NOBODY_IN_PARTICULAR, "", "", false,
                        joined.isAfter(plan.effective().from()) ? Optional.of(joined) : Optional.empty(),
                        figure(participant, DatedFigure.TARGET,
                                period.span().intersect(plan.effective()).orElse(period.span()), plan),
                        quotas(plan, participant, period, inPlan),
                        readings(counted), counted.stream().filter(credit -> credit.kind() != EventKind.KPI)
                                .map(RealExamples::event).toList()),
                List.of(),
                new Example.Expected(Map.of(), Optional.empty(), List.of()));
        return switch (runner.run(plan, given)) {
            case ExampleRunner.Computed computed -> new Example(given.name(), given.period(), given.person(),
                    given.colleagues(),
                    new Example.Expected(new TreeMap<>(computed.components()), Optional.of(computed.total()),
                            List.of()));
            case ExampleRunner.NotComputable not -> throw new Refused("example-not-computable",
                    "%s cannot be computed: %s".formatted(given.name(), not.reason()));
        };
    }

    private Map<String, Rate> quotas(PlanDefinition plan, ParticipantId participant, Period period, DateRange inPlan) {
        Map<String, Rate> figures = new LinkedHashMap<>();
        for (Component component : plan.components()) {
            component.quota().ifPresent(use -> figure(participant, use.name(),
                    window(plan, component, use, period, inPlan), plan).ifPresent(sum -> figures.put(use.name(), sum)));
        }
        return figures;
    }

    private static DateRange window(PlanDefinition plan, Component component, QuotaUse use, Period period,
            DateRange inPlan) {
        LocalDate first = WindowFigures.firstDay(component.window(), period.span(), inPlan.from());
        DateRange window = new DateRange(first, period.span().to());
        return use.seasonal().isEmpty()
                ? window.intersect(plan.effective()).orElse(window)
                : new DateRange(first.withDayOfYear(1), period.span().lastDay().withDayOfYear(1).plusYears(1));
    }

    /** What was agreed over the days: amount × days in common ÷ days of its own window, summed and rounded once. */
    private Optional<Rate> figure(ParticipantId participant, String name, DateRange days, PlanDefinition plan) {
        BigDecimal sum = quotas.of(participant, days).stream().filter(quota -> quota.measure().equals(name))
                .map(quota -> quota.amount().toDecimal()
                        .multiply(BigDecimal.valueOf(quota.window().intersect(days).map(DateRange::days).orElse(0L)))
                        .divide(BigDecimal.valueOf(quota.window().days()), 34, RoundingMode.DOWN))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(plan.currency().getDefaultFractionDigits(), RoundingMode.HALF_UP);
        return sum.signum() == 0 ? Optional.empty() : Optional.of(new Rate(sum));
    }

    private static Map<String, Rate> readings(List<Credit> counted) {
        Map<String, Rate> latest = new LinkedHashMap<>();
        counted.stream().filter(credit -> credit.kind() == EventKind.KPI && credit.attributes().containsKey("kpi"))
                .forEach(credit -> latest.put(credit.attributes().get("kpi"),
                        new Rate(BigDecimal.valueOf(credit.quantity(), Measure.DECIMALS))));
        return latest;
    }

    private static Example.Event event(Credit credit) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!credit.product().isBlank()) {
            fields.put("product", credit.product());
        }
        credit.account().ifPresent(account -> fields.put("account", account));
        if (credit.quantity() != 0) {
            fields.put("quantity", new Rate(BigDecimal.valueOf(credit.quantity(), Measure.DECIMALS)).toString());
        }
        credit.margin().ifPresent(margin -> fields.put("margin", margin.toDecimal().toPlainString()));
        credit.attributes().forEach((name, value) -> {
            if (!WORDS.contains(name) && !value.isBlank()) {
                fields.put(name, value);
            }
        });
        return new Example.Event(credit.eventDate(), kind(credit.countedAs()), role(credit.role()),
                Optional.of(new Rate(credit.amount().toDecimal())), fields);
    }

    private static io.attain.plan.language.EventKind kind(EventKind kind) {
        return switch (kind) {
            case BOOKING -> io.attain.plan.language.EventKind.BOOKING;
            case INVOICE -> io.attain.plan.language.EventKind.INVOICE;
            case COLLECTION -> io.attain.plan.language.EventKind.COLLECTION;
            case STAGE -> io.attain.plan.language.EventKind.STAGE;
            case ACTIVITY -> io.attain.plan.language.EventKind.ACTIVITY;
            case KPI -> io.attain.plan.language.EventKind.KPI;
            case RETURN -> io.attain.plan.language.EventKind.BOOKING;
        };
    }

    private static CreditSelection.Role role(CreditRole role) {
        return switch (role) {
            case DIRECT -> CreditSelection.Role.DIRECT;
            case SPLIT -> CreditSelection.Role.SPLIT;
            case OVERLAY -> CreditSelection.Role.OVERLAY;
            case ROLLUP -> CreditSelection.Role.ROLLUP;
        };
    }
}
