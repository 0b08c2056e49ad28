package io.attain.payable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.WindowFigures;
import io.attain.crediting.Credit;
import io.attain.crediting.Credits;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.Quotas;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.ExampleRunner;
import io.attain.plan.language.Component;
import io.attain.plan.language.Example;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.Payment;
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
    private static final int MOST_PERIODS = 12;

    private final Credits credits;
    private final Quotas quotas;
    private final Participants participants;
    private final Periods periods;
    private final Payables payables;
    private final RealEvents events;
    private final ExampleRunner runner;

    RealExamples(Credits credits, Quotas quotas, Participants participants, Periods periods, Payables payables,
            RealEvents events, ExampleRunner runner) {
        this.credits = credits;
        this.quotas = quotas;
        this.participants = participants;
        this.periods = periods;
        this.payables = payables;
        this.events = events;
        this.runner = runner;
    }

    /**
     * The credits, quotas and target of a participant with what came in for them and what was owed before as an example, and
     * what the plan makes of them, up to what is paid, as what is expected. Where the period depends on those before it,
     * because a window reaches back or pay waits, the example begins there; what became known late is in the period of its day.
     * Others in the plan, adjustments and personal overrides are not part of it; a pay currency other than the plan's is
     * not, either.
     *
     * @throws Refused when there are too many credits, or they cannot be computed
     */
    @Transactional(readOnly = true)
    public Example of(PlanDefinition plan, ParticipantId participant, PeriodId periodId) {
        Period period = periods.get(periodId);
        Participant person = participants.get(participant);
        DateRange inPlan = plan.effective().intersect(person.employed())
                .filter(days -> days.overlaps(period.span()))
                .orElseThrow(() -> new Refused("example-outside", "%s and the plan have no day of %s in common."
                        .formatted(person.name(), periodId)));
        List<Period> told = story(plan, participant, period, inPlan);
        List<Credit> counted = counted(plan, participant, told, inPlan);
        if (told.size() > 1 && !readings(counted).isEmpty()) {
            // One reading would be that of every period.
            told = List.of(period);
            counted = counted(plan, participant, told, inPlan);
        }
        List<Example.Event> happened = events.of(counted, plan, period.span().to());
        if (happened.size() > MOST_EVENTS) {
            throw new Refused("example-too-long", "There are %d credits and payments; an example has at most %d events."
                    .formatted(happened.size(), MOST_EVENTS));
        }
        LocalDate joined = person.employed().from();
        Example given = new Example(name(plan, periodId), Optional.of(told.getFirst().span()),
                new Example.Person(Example.NOBODY_IN_PARTICULAR, "", "", false,
                        plan.pay().draw().isPresent() || joined.isAfter(plan.effective().from())
                                ? Optional.of(joined)
                                : Optional.empty(),
                        target(participant, period, plan), quotas(plan, plan.components(), participant, period, inPlan),
                        readings(counted), happened),
                List.of(), owed(person, told.getFirst(), plan), Example.Expected.NOTHING,
                Collections.nCopies(told.size() - 1, Example.Expected.NOTHING));
        return switch (runner.run(plan, given)) {
            case ExampleRunner.Computed computed -> given.expecting(computed.periods().stream()
                    .map(RealExamples::expected).toList());
            case ExampleRunner.NotComputable not -> throw new Refused("example-not-computable",
                    "%s in %s cannot be computed: %s".formatted(person.name(), periodId, not.reason()));
        };
    }

    /**
     * The periods that an example of the last one begins with, that one included. Only it, where an example could not say what
     * was before: periods of uneven length, and figures that were agreed otherwise.
     */
    private List<Period> story(PlanDefinition plan, ParticipantId participant, Period period, DateRange inPlan) {
        boolean waits = plan.components().stream().map(Component::payment)
                .anyMatch(payment -> payment.on() != Payment.On.BOOKING || payment.holdback().isPresent());
        LocalDate from = waits ? inPlan.from() : reach(plan, period, period, inPlan).from();
        List<Period> all = periods.all().stream().filter(one -> one.calendar().equals(period.calendar())
                && from.isBefore(one.span().to()) && !one.span().from().isAfter(period.span().from())).toList();
        List<Period> told = all.subList(Math.max(0, all.size() - MOST_PERIODS), all.size());
        boolean even = !told.isEmpty() && Example.periods(told.getFirst().span(), told.size())
                .equals(told.stream().map(Period::span).toList());
        List<Component> anew = plan.components().stream().filter(one -> !one.window().isToDate()).toList();
        boolean alike = even && told.stream().allMatch(one -> target(participant, one, plan)
                .equals(target(participant, period, plan))
                && quotas(plan, anew, participant, one, inPlan)
                        .equals(quotas(plan, anew, participant, period, inPlan)));
        return alike ? told : List.of(period);
    }

    private List<Credit> counted(PlanDefinition plan, ParticipantId participant, List<Period> told, DateRange inPlan) {
        List<Credit> counted = credits.current(reach(plan, told.getFirst(), told.getLast(), inPlan),
                Optional.of(Set.of(participant)));
        if (counted.size() > MOST_EVENTS) {
            throw new Refused("example-too-long", "There are %d credits; an example has at most %d events."
                    .formatted(counted.size(), MOST_EVENTS));
        }
        return counted;
    }

    /** From the first day that the windows of a period look at to the end of another. */
    private static DateRange reach(PlanDefinition plan, Period first, Period last, DateRange inPlan) {
        LocalDate from = plan.components().stream()
                .map(component -> WindowFigures.firstDay(component.window(), first.span(), inPlan.from()))
                .min(Comparator.naturalOrder()).orElse(first.span().from());
        DateRange reach = new DateRange(from, last.span().to());
        return reach.intersect(inPlan).orElse(reach);
    }

    /** Everyone in the plan can read its examples: whose period it was is not said. */
    private static String name(PlanDefinition plan, PeriodId period) {
        Set<String> taken = plan.examples().stream().map(Example::name).collect(Collectors.toSet());
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> "As it was in %s".formatted(period) + (n == 1 ? "" : " (%d)".formatted(n)))
                .filter(name -> !taken.contains(name)).findFirst().orElseThrow();
    }

    /** What is paid in any case; of the way to it, whatever moves something. */
    private static Example.Expected expected(ExampleRunner.InPeriod computed) {
        Map<PayFigure, Rate> pay = new EnumMap<>(PayFigure.class);
        computed.pay().forEach((figure, amount) -> {
            boolean says = figure == PayFigure.PAYABLE
                    ? !amount.equals(computed.total())
                    : amount.value().signum() != 0;
            if (says || figure == PayFigure.PAID) {
                pay.put(figure, amount);
            }
        });
        return new Example.Expected(new TreeMap<>(computed.components()), Optional.of(computed.total()), List.of(),
                pay);
    }

    /** In the plan's currency; what is owed in another is left out. */
    private Example.Owed owed(Participant person, Period period, PlanDefinition plan) {
        if (!person.currency().equals(plan.currency())) {
            return Example.Owed.NOTHING;
        }
        Balances before = payables.opening(person.id(), period, plan.currency());
        return new Example.Owed(new Rate(before.draw().toDecimal()), new Rate(before.clawback().toDecimal()));
    }

    private Optional<Rate> target(ParticipantId participant, Period period, PlanDefinition plan) {
        return figure(participant, DatedFigure.TARGET,
                period.span().intersect(plan.effective()).orElse(period.span()), plan);
    }

    private Map<String, Rate> quotas(PlanDefinition plan, List<Component> components, ParticipantId participant,
            Period period, DateRange inPlan) {
        Map<String, Rate> figures = new LinkedHashMap<>();
        for (Component component : components) {
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
}
