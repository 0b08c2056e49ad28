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
 * Runs the examples of plans with the calculator that closes use. The example's participant is alone in the plan, from
 * its first day or the day of joining on, and nothing was earned before.
 */
@Service
class CalculatedExamples implements ExampleRunner {

    private final Calculator calculator = new Calculator();

    @Override
    public Outcome run(PlanDefinition plan, Example example) {
        DateRange period = example.period().orElseGet(() -> firstPeriod(plan));
        Optional<DateRange> inPlan = example.joined()
                .map(joined -> plan.effective().intersect(DateRange.since(joined)))
                .orElse(Optional.of(plan.effective()));
        if (inPlan.flatMap(period::intersect).isEmpty()) {
            return new NotComputable("The participant is not in the plan in the period.");
        }
        try {
            return computed(plan, example, period, inPlan.get());
        } catch (ArithmeticException | NumberFormatException unfit) {
            return new NotComputable("A figure of the example is no number, or has too many digits.");
        }
    }

    private Outcome computed(PlanDefinition plan, Example example, DateRange period, DateRange inPlan) {
        Vocabulary vocabulary = Vocabulary.of(List.of(plan));
        CreditColumns credits = credits(plan, example, vocabulary);
        Participation participation = Participation.of(
                List.of(new Participation.Segment(CompiledPlan.compile(plan, vocabulary),
                        epochDay(inPlan.from()), inPlan.isOpenEnded() ? Integer.MAX_VALUE : epochDay(inPlan.to()))),
                figures(plan, example, period, inPlan),
                derived(plan, example, period, inPlan, inForce(plan, period), Optional.empty()).target());
        List<Reading> readings = new ArrayList<>();
        example.kpis().forEach((name, value) -> readings.add(new Reading(name, period.from(), value.value())));
        Lines lines = new Lines();
        calculator.calculate(new Payee("example", "", "", example.joined(), Optional.empty(), Set.of(), credits,
                List.of(participation), EarnedBefore.nothing(), readings), period, lines);
        return lines.obstacle().<Outcome>map(NotComputable::new).orElseGet(() -> outcome(plan, participation, lines));
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

    private static Map<String, Participation.Figures> figures(PlanDefinition plan, Example example, DateRange period,
            DateRange inPlan) {
        Map<String, Participation.Figures> figures = new HashMap<>();
        for (Component component : plan.components()) {
            PlanDefinition alone = plan.with(List.of(component));
            DateRange window = inForce(plan, new DateRange(
                    WindowFigures.firstDay(component.window(), period, inPlan.from()), period.to()));
            figures.putAll(derived(alone, example, period, inPlan, window, component.quota()).byComponent());
        }
        return figures;
    }

    private static WindowFigures derived(PlanDefinition plan, Example example, DateRange period, DateRange inPlan,
            DateRange window, Optional<QuotaUse> quota) {
        List<DatedFigure> agreed = new ArrayList<>();
        example.target()
                .ifPresent(target -> agreed.add(new DatedFigure(DatedFigure.TARGET, window, target.value())));
        quota.ifPresent(use -> Optional.ofNullable(example.quotas().get(use.name())).ifPresent(promised -> agreed
                .add(new DatedFigure(use.name(), use.seasonal().isEmpty() ? window : years(window),
                        promised.value()))));
        return new WindowFigures(List.of(new WindowFigures.Version(plan, inPlan)), agreed, example.joined(), period,
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

    private static CreditColumns credits(PlanDefinition plan, Example example, Vocabulary vocabulary) {
        int digits = plan.currency().getDefaultFractionDigits();
        Map<String, LocalDate> customers = new HashMap<>();
        example.events().stream().filter(event -> event.kind().isSale())
                .forEach(event -> customers.merge(event.fields().getOrDefault("account", ""), event.on(),
                        (one, other) -> one.isBefore(other) ? one : other));
        CreditColumns columns = new CreditColumns(vocabulary);
        List<Example.Event> ordered = example.events().stream().sorted(Comparator.comparing(Example.Event::on))
                .toList();
        for (int e = 0; e < ordered.size(); e++) {
            Example.Event event = ordered.get(e);
            CreditFacts facts = CreditFacts.booking(epochDay(event.on()),
                    whole(event.amount().map(Rate::value).orElse(BigDecimal.ZERO), digits), event.role(),
                    field -> field.equals("currency")
                            ? plan.currency().getCurrencyCode()
                            : event.fields().getOrDefault(field, ""))
                    .ofEvent("event-" + e).ofKind(event.kind());
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
