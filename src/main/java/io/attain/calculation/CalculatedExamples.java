package io.attain.calculation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
import io.attain.plan.language.Component;
import io.attain.plan.language.Example;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.QuotaUse;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Rate;

/**
 * Runs the examples of plans with the calculator that closes use, period by period. The person of the example and the
 * colleagues are in the plan from its first day or the day of joining on, and nothing was earned before the first period.
 */
public final class CalculatedExamples {

    private CalculatedExamples() {}

    /** @param plan one in which the checks find no errors */
    public static ExampleEarnings run(PlanDefinition plan, Example example) {
        try {
            return new Story(plan, example).told();
        } catch (ArithmeticException | NumberFormatException unfit) {
            return new ExampleEarnings.NotComputable("A figure of the example is no number, or has too many digits.");
        }
    }

    /** What someone earned in a period that is over; the credit is its place in order of time. */
    private record Past(DateRange period, String component, int credit, long minor) {}

    /** One example on its way through its periods. */
    private static final class Story {

        private final PlanDefinition plan;
        private final Example example;
        private final List<DateRange> periods;
        private final Vocabulary vocabulary;
        private final CompiledPlan compiled;
        private final Set<String> below;
        private final Map<String, LocalDate> customers;
        private final Map<Example.Person, List<Past>> past = new IdentityHashMap<>();

        Story(PlanDefinition plan, Example example) {
            this.plan = plan;
            this.example = example;
            this.periods = example.periods(example.period().orElseGet(() -> firstPeriod(plan)));
            this.vocabulary = Vocabulary.of(List.of(plan));
            this.compiled = CompiledPlan.compile(plan, vocabulary);
            this.below = example.colleagues().stream().filter(Example.Person::below).map(Example.Person::id)
                    .collect(Collectors.toSet());
            this.customers = customers(example);
        }

        ExampleEarnings told() {
            List<ExampleEarnings.InPeriod> told = new ArrayList<>();
            for (int k = 0; k < periods.size(); k++) {
                Optional<DateRange> inPlan = inPlan(example.person());
                if (inPlan.flatMap(periods.get(k)::intersect).isEmpty()) {
                    return new ExampleEarnings.NotComputable("The participant is not in the plan %s.".formatted(
                            k == 0
                                    ? "in the period"
                                    : "from %s to %s".formatted(periods.get(k).from(),
                                            periods.get(k).lastDay())));
                }
                List<ExampleEarnings.Line> lines = new ArrayList<>();
                Optional<String> obstacle = calculate(k, lines);
                if (obstacle.isPresent()) {
                    return new ExampleEarnings.NotComputable(obstacle.get());
                }
                told.add(new ExampleEarnings.InPeriod(periods.get(k), inPlan.get(), target(periods.get(k)), lines));
            }
            return new ExampleEarnings.Earned(told);
        }

        private Optional<String> calculate(int k, List<ExampleEarnings.Line> written) {
            DateRange period = periods.get(k);
            List<Example.Person> people = example.everyone().stream()
                    .filter(person -> inPlan(person).flatMap(period::intersect).isPresent()).toList();
            List<Payee> payees = IntStream.range(0, people.size())
                    .mapToObj(who -> payee(people.get(who), who == 0 ? below : Set.of(), k)).toList();
            List<Lines> lines = payees.stream().map(payee -> new Lines()).toList();
            new Calculator().calculate(payees, period, lines);
            Optional<String> obstacle = lines.stream().flatMap(own -> own.obstacle().stream()).findFirst();
            for (int who = 0; who < people.size() && obstacle.isEmpty(); who++) {
                remember(people.get(who), period, payees.get(who).participations().getFirst(), lines.get(who));
            }
            if (obstacle.isEmpty()) {
                write(period, payees.getFirst().participations().getFirst(), lines.getFirst(), written);
            }
            return obstacle;
        }

        private void remember(Example.Person person, DateRange period, Participation participation, Lines lines) {
            List<Past> own = past.computeIfAbsent(person, one -> new ArrayList<>());
            for (int line = 0; line < lines.size(); line++) {
                own.add(new Past(period, participation.components().get(lines.component(line)), lines.credit(line),
                        lines.amount(line)));
            }
        }

        private void write(DateRange period, Participation participation, Lines lines,
                List<ExampleEarnings.Line> written) {
            List<Integer> ordered = ordered(example.person(), period);
            for (int line = 0; line < lines.size(); line++) {
                String id = participation.components().get(lines.component(line));
                OptionalInt event = lines.credit(line) == Lines.NO_CREDIT
                        ? OptionalInt.empty()
                        : OptionalInt.of(ordered.get(lines.credit(line)));
                written.add(new ExampleEarnings.Line(plan.component(id).orElseThrow(), event,
                        event.isEmpty() ? period.lastDay() : example.person().events().get(event.getAsInt()).on(),
                        Money.ofMinor(lines.amount(line), plan.currency())));
            }
        }

        private Optional<DateRange> inPlan(Example.Person person) {
            return person.joined().map(joined -> plan.effective().intersect(DateRange.since(joined)))
                    .orElse(Optional.of(plan.effective()));
        }

        /** What the person of the example is promised for the days of the period on which the plan counts, for all of them. */
        private Money target(DateRange period) {
            return example.person().target().map(target -> Money.rounded(target.value()
                    .multiply(BigDecimal.valueOf(period.days()))
                    .divide(BigDecimal.valueOf(inForce(plan, period).days()), MathContext.DECIMAL128),
                    plan.currency(), RoundingMode.HALF_UP)).orElse(Money.zero(plan.currency()));
        }

        private Payee payee(Example.Person person, Set<String> team, int k) {
            DateRange period = periods.get(k);
            DateRange inPlan = inPlan(person).orElseThrow();
            Map<String, Participation.Figures> figures = figures(person, period, inPlan);
            Participation participation = Participation.of(
                    List.of(new Participation.Segment(compiled, epochDay(inPlan.from()),
                            inPlan.isOpenEnded() ? Integer.MAX_VALUE : epochDay(inPlan.to()))),
                    figures, derived(plan, person, period, inPlan, inForce(plan, period), Optional.empty()).target());
            List<Reading> readings = new ArrayList<>();
            periods.subList(0, k + 1).forEach(read -> person.kpis()
                    .forEach((name, value) -> readings.add(new Reading(name, read.from(), value.value()))));
            return new Payee(person.id(), person.team(), person.role(), person.joined(), Optional.empty(),
                    team, credits(person, period), List.of(participation), before(person, figures), readings);
        }

        /** A line without a credit counts as long as the window of its component reaches back to it. */
        private EarnedBefore before(Example.Person person, Map<String, Participation.Figures> figures) {
            EarnedBefore before = EarnedBefore.nothing();
            for (Past one : past.getOrDefault(person, List.of())) {
                if (one.credit() != Lines.NO_CREDIT) {
                    before.add(plan.id(), one.component(), one.credit(), one.minor());
                } else if (one.period().from().toEpochDay() >= Objects.requireNonNull(figures.get(one.component()))
                        .since()) {
                    before.addWithoutCredit(plan.id(), one.component(), one.minor());
                }
            }
            return before;
        }

        private Map<String, Participation.Figures> figures(Example.Person person, DateRange period, DateRange inPlan) {
            Map<String, Participation.Figures> figures = new HashMap<>();
            for (Component component : plan.components()) {
                figures.putAll(derived(plan.with(List.of(component)), person, period, inPlan,
                        agreedOver(component, period, inPlan), component.quota()).byComponent());
            }
            return figures;
        }

        /** The window up to the end of the last period of the example that is in it. */
        private DateRange agreedOver(Component component, DateRange period, DateRange inPlan) {
            LocalDate first = WindowFigures.firstDay(component.window(), period, inPlan.from());
            LocalDate end = periods.stream()
                    .filter(one -> WindowFigures.firstDay(component.window(), one, inPlan.from()).equals(first))
                    .map(DateRange::to).max(Comparator.naturalOrder()).orElse(period.to());
            return inForce(plan, new DateRange(first, end));
        }

        /** The places of the events that have happened, in order of time; what is returned comes before its return. */
        private List<Integer> ordered(Example.Person person, DateRange period) {
            List<Example.Event> events = person.events();
            return IntStream.range(0, events.size()).boxed()
                    .filter(e -> events.get(e).on().isBefore(period.to()))
                    .sorted(Comparator.comparing((Integer e) -> events.get(e).on())
                            .thenComparing(e -> events.get(e).kind() == Example.Kind.RETURN))
                    .toList();
        }

        private CreditColumns credits(Example.Person person, DateRange period) {
            CreditColumns columns = new CreditColumns(vocabulary);
            List<Integer> ordered = ordered(person, period);
            for (int at = 0; at < ordered.size(); at++) {
                columns.add(facts(person, at, ordered));
            }
            return columns;
        }

        private CreditFacts facts(Example.Person person, int at, List<Integer> ordered) {
            Example.Event event = person.events().get(ordered.get(at));
            OptionalInt of = event.kind() == Example.Kind.RETURN ? person.original(event) : OptionalInt.empty();
            Example.Event original = of.isPresent() ? person.events().get(of.getAsInt()) : event;
            int digits = plan.currency().getDefaultFractionDigits();
            CreditFacts facts = CreditFacts.booking(epochDay(event.on()),
                    whole(credited(event, original), digits), event.role(),
                    field -> field.equals("currency")
                            ? plan.currency().getCurrencyCode()
                            : event.fields().getOrDefault(field, original.fields().getOrDefault(field, "")))
                    .ofEvent(event.name().orElse(person.id() + "/" + at))
                    .ofKind(original.kind().counted());
            Optional<BigDecimal> margin = figure("margin", event, original);
            if (margin.isPresent()) {
                facts = facts.withMargin(whole(margin.get(), digits));
            }
            Optional<BigDecimal> quantity = figure("quantity", event, original);
            if (quantity.isPresent()) {
                facts = facts.withQuantity(whole(quantity.get(), Measure.DECIMALS));
            }
            if (of.isPresent()) {
                facts = facts.withShare(BigDecimal.ONE, -CreditFacts.ONE).returning(ordered.indexOf(of.getAsInt()));
            }
            LocalDate customerSince = customers
                    .get(event.fields().getOrDefault("account", original.fields().getOrDefault("account", "")));
            return customerSince == null ? facts : facts.ofCustomerSince(epochDay(customerSince));
        }
    }

    /** Of a return it is below zero, however it is written; all of the original where nothing is written. */
    private static BigDecimal credited(Example.Event event, Example.Event original) {
        BigDecimal amount = event.amount().or(original::amount).map(Rate::value).orElse(BigDecimal.ZERO);
        return event.kind() == Example.Kind.RETURN ? amount.abs().negate() : amount;
    }

    private static Optional<BigDecimal> figure(String name, Example.Event event, Example.Event original) {
        boolean takesAll = event.amount().isEmpty() || event.amount().equals(original.amount());
        return Optional.ofNullable(event.fields().get(name))
                .or(() -> Optional.ofNullable(original.fields().get(name)).filter(written -> takesAll))
                .map(BigDecimal::new)
                .map(figure -> event.kind() == Example.Kind.RETURN ? figure.abs().negate() : figure);
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
                CalculatedExamples::isWorkingDay);
    }

    /** Examples know no holidays. */
    public static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
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
                .filter(event -> event.kind().counted().isSale() && event.kind() != Example.Kind.RETURN)
                .forEach(event -> customers.merge(event.fields().getOrDefault("account", ""), event.on(),
                        (one, other) -> one.isBefore(other) ? one : other));
        return customers;
    }

    private static long whole(BigDecimal figure, int decimals) {
        return figure.movePointRight(decimals).longValueExact();
    }

    private static int epochDay(LocalDate day) {
        return (int) day.toEpochDay();
    }
}
