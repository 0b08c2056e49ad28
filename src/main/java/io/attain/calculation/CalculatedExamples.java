package io.attain.calculation;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.CreditFacts;
import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.EarnedBefore;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Payee;
import io.attain.calculation.engine.Reading;
import io.attain.calculation.engine.Vocabulary;
import io.attain.calculation.engine.WindowFigures;
import io.attain.plan.ExampleRunner;
import io.attain.plan.language.Component;
import io.attain.plan.language.Example;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.QuotaUse;
import io.attain.shared.DateRange;
import io.attain.shared.Rate;

/**
 * Runs the examples of plans with the calculator that closes use. The person of the example and the colleagues are in
 * the plan from its first day or the day of joining on, and nothing was earned before.
 */
@Service
class CalculatedExamples implements ExampleRunner {

    private final Calculator calculator = new Calculator();

    @Override
    public Outcome run(PlanDefinition plan, Example example) {
        DateRange period = example.period().orElseGet(() -> firstPeriod(plan));
        try {
            return computed(plan, example, period);
        } catch (ArithmeticException | NumberFormatException unfit) {
            return new NotComputable("A figure of the example is no number, or has too many digits.");
        }
    }

    private Outcome computed(PlanDefinition plan, Example example, DateRange period) {
        Vocabulary vocabulary = Vocabulary.of(List.of(plan));
        CompiledPlan compiled = CompiledPlan.compile(plan, vocabulary);
        Set<String> below = example.colleagues().stream().filter(Example.Person::below).map(Example.Person::id)
                .collect(Collectors.toSet());
        Map<String, LocalDate> customers = customers(example);
        List<Payee> payees = new ArrayList<>();
        for (Example.Person person : example.everyone()) {
            Optional<DateRange> inPlan = person.joined()
                    .map(joined -> plan.effective().intersect(DateRange.since(joined)))
                    .orElse(Optional.of(plan.effective()));
            if (inPlan.flatMap(period::intersect).isPresent()) {
                payees.add(payee(compiled, person, payees.isEmpty() ? below : Set.of(), period, inPlan.get(),
                        credits(plan, person, customers, vocabulary)));
            } else if (person.equals(example.person())) {
                return new NotComputable("The participant is not in the plan in the period.");
            }
        }
        List<Lines> lines = payees.stream().map(payee -> new Lines()).toList();
        calculator.calculate(payees, period, lines);
        return lines.stream().flatMap(own -> own.obstacle().stream()).findFirst()
                .<Outcome>map(NotComputable::new)
                .orElseGet(() -> outcome(plan, payees.getFirst().participations().getFirst(), lines.getFirst()));
    }

    private static Payee payee(CompiledPlan compiled, Example.Person person, Set<String> below, DateRange period,
            DateRange inPlan, CreditColumns credits) {
        PlanDefinition plan = compiled.definition();
        Participation participation = Participation.of(
                List.of(new Participation.Segment(compiled, epochDay(inPlan.from()),
                        inPlan.isOpenEnded() ? Integer.MAX_VALUE : epochDay(inPlan.to()))),
                figures(plan, person, period, inPlan),
                derived(plan, person, period, inPlan, inForce(plan, period), Optional.empty()).target());
        List<Reading> readings = new ArrayList<>();
        person.kpis().forEach((name, value) -> readings.add(new Reading(name, period.from(), value.value())));
        return new Payee(person.id(), person.team(), person.role(), person.joined(), Optional.empty(), below, credits,
                List.of(participation), EarnedBefore.nothing(), readings);
    }

    private static Outcome outcome(PlanDefinition plan, Participation participation, Lines lines) {
        int digits = plan.currency().getDefaultFractionDigits();
        Map<String, Rate> components = new LinkedHashMap<>();
        participation.components().forEach(id -> components.put(id, Rate.ZERO));
        List<Example.ExpectedLine> written = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String component = participation.components().get(lines.component(line));
            Rate amount = new Rate(BigDecimal.valueOf(lines.amount(line), digits));
            components.merge(component, amount, (sum, more) -> new Rate(sum.value().add(more.value())));
            written.add(new Example.ExpectedLine(component, amount));
        }
        return new Computed(components, written);
    }

    private static Map<String, Participation.Figures> figures(PlanDefinition plan, Example.Person person,
            DateRange period,
            DateRange inPlan) {
        Map<String, Participation.Figures> figures = new HashMap<>();
        for (Component component : plan.components()) {
            PlanDefinition alone = plan.with(List.of(component));
            DateRange window = inForce(plan, new DateRange(
                    WindowFigures.firstDay(component.window(), period, inPlan.from()), period.to()));
            figures.putAll(derived(alone, person, period, inPlan, window, component.quota()).byComponent());
        }
        return figures;
    }

    private static WindowFigures derived(PlanDefinition plan, Example.Person person, DateRange period, DateRange inPlan,
            DateRange window, Optional<QuotaUse> quota) {
        List<DatedFigure> agreed = new ArrayList<>();
        person.target()
                .ifPresent(target -> agreed.add(new DatedFigure(DatedFigure.TARGET, window, target.value())));
        quota.ifPresent(use -> Optional.ofNullable(person.quotas().get(use.name())).ifPresent(promised -> agreed
                .add(new DatedFigure(use.name(), use.seasonal().isEmpty() ? window : years(window),
                        promised.value()))));
        return new WindowFigures(List.of(new WindowFigures.Version(plan, inPlan)), agreed, person.joined(), period,
                day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY);
    }

    /** Figures are agreed for the days on which the plan counts: what shrinks them is joining later than that. */
    private static DateRange inForce(PlanDefinition plan, DateRange window) {
        return window.intersect(plan.effective()).orElse(window);
    }

    private static DateRange years(DateRange window) {
        return new DateRange(window.from().withDayOfYear(1), window.lastDay().withDayOfYear(1).plusYears(1));
    }

    /** The period of the calendar in which the plan begins, told by the calendar's name; a quarter unless it says else. */
    private static DateRange firstPeriod(PlanDefinition plan) {
        LocalDate first = plan.effective().from();
        String calendar = plan.calendar().toLowerCase(Locale.ROOT);
        DateRange period;
        if (calendar.contains("month")) {
            period = new DateRange(first.withDayOfMonth(1), first.withDayOfMonth(1).plusMonths(1));
        } else if (calendar.contains("year") || calendar.contains("annual")) {
            period = new DateRange(first.withDayOfYear(1), first.withDayOfYear(1).plusYears(1));
        } else {
            LocalDate begin = first.with(first.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
            period = new DateRange(begin, begin.plusMonths(3));
        }
        return period;
    }

    /** Since when someone is a customer, by whomever. */
    private static Map<String, LocalDate> customers(Example example) {
        Map<String, LocalDate> customers = new HashMap<>();
        example.everyone().stream().flatMap(person -> person.events().stream())
                .filter(event -> event.kind().isSale())
                .forEach(event -> customers.merge(event.fields().getOrDefault("account", ""), event.on(),
                        (one, other) -> one.isBefore(other) ? one : other));
        return customers;
    }

    private static CreditColumns credits(PlanDefinition plan, Example.Person person,
            Map<String, LocalDate> customers, Vocabulary vocabulary) {
        int digits = plan.currency().getDefaultFractionDigits();
        CreditColumns columns = new CreditColumns(vocabulary);
        List<Example.Event> ordered = person.events().stream().sorted(Comparator.comparing(Example.Event::on))
                .toList();
        for (int e = 0; e < ordered.size(); e++) {
            Example.Event event = ordered.get(e);
            CreditFacts facts = CreditFacts.booking(epochDay(event.on()),
                    whole(event.amount().map(Rate::value).orElse(BigDecimal.ZERO), digits), event.role(),
                    field -> field.equals("currency")
                            ? plan.currency().getCurrencyCode()
                            : event.fields().getOrDefault(field, ""))
                    .ofEvent(event.fields().getOrDefault("event", person.id() + "/" + e)).ofKind(event.kind());
            if (event.fields().containsKey("margin")) {
                facts = facts.withMargin(whole(new BigDecimal(event.fields().get("margin")), digits));
            }
            if (event.fields().containsKey("quantity")) {
                facts = facts.withQuantity(whole(new BigDecimal(event.fields().get("quantity")), Measure.DECIMALS));
            }
            LocalDate customerSince = customers.get(event.fields().getOrDefault("account", ""));
            if (customerSince != null) {
                facts = facts.ofCustomerSince(epochDay(customerSince));
            }
            columns.add(facts);
        }
        return columns;
    }

    private static long whole(BigDecimal figure, int decimals) {
        return figure.movePointRight(decimals).longValueExact();
    }

    private static int epochDay(LocalDate day) {
        return (int) day.toEpochDay();
    }
}
