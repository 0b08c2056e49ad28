package io.attain.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Vocabulary;
import io.attain.calculation.engine.WindowFigures;
import io.attain.participant.ParticipantId;
import io.attain.payable.DrawInForce;
import io.attain.payable.PayRates;
import io.attain.plan.language.Draw;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/** Who is in which version of which plan, from when to when, and with what figures. */
final class Enrolment {

    private final Scenario scenario;
    private final Map<PlanDefinition, CompiledPlan> compiled = new HashMap<>();
    private final Map<ParticipantId, Scenario.Person> byId = new HashMap<>();
    private final Map<ParticipantId, List<Scenario.QuotaRow>> quotasOf = new HashMap<>();

    Enrolment(Scenario scenario, Vocabulary vocabulary) {
        this.scenario = scenario;
        scenario.plans().forEach(plan -> compiled.put(plan, CompiledPlan.compile(plan, vocabulary)));
        scenario.people().forEach(person -> byId.put(person.id(), person));
        scenario.quotas().forEach(row -> quotasOf.computeIfAbsent(row.participant(), one -> new ArrayList<>())
                .add(row));
    }

    Optional<Scenario.Person> person(ParticipantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<PlanDefinition> planOn(ParticipantId participant, LocalDate day) {
        return person(participant).stream().flatMap(one -> versions(one, day).stream())
                .map(WindowFigures.Version::definition).findFirst();
    }

    List<WindowFigures.Version> versions(Scenario.Person person, LocalDate day) {
        return person.stays().stream().map(Scenario.Stay::plan).distinct()
                .flatMap(plan -> versions(person, plan).stream())
                .filter(version -> version.days().contains(day)).toList();
    }

    DateRange periodOf(LocalDate day) {
        return scenario.periods().stream().filter(one -> one.contains(day)).findFirst()
                .orElseGet(() -> new DateRange(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1)));
    }

    /** The versions of a plan in force for someone, in order of time. */
    List<WindowFigures.Version> versions(Scenario.Person person, String plan) {
        List<PlanDefinition> definitions = scenario.plans().stream().filter(one -> one.id().equals(plan))
                .sorted(Comparator.comparing(one -> one.effective().from())).toList();
        List<WindowFigures.Version> versions = new ArrayList<>();
        for (Scenario.Stay stay : person.stays().stream().filter(one -> one.plan().equals(plan))
                .sorted(Comparator.comparing(Scenario.Stay::days)).toList()) {
            for (int i = 0; i < definitions.size(); i++) {
                DateRange effective = definitions.get(i).effective();
                LocalDate next = i + 1 < definitions.size()
                        ? definitions.get(i + 1).effective().from()
                        : LocalDate.MAX;
                LocalDate end = next.isBefore(effective.to()) ? next : effective.to();
                if (effective.from().isBefore(end)) {
                    PlanDefinition definition = definitions.get(i);
                    new DateRange(effective.from(), end).intersect(stay.days())
                            .flatMap(days -> employed(person, days))
                            .ifPresent(days -> versions.add(new WindowFigures.Version(definition, days)));
                }
            }
        }
        return versions;
    }

    /** Whoever joins later is in the plan from then on. What comes after leaving is for the components to say. */
    private static Optional<DateRange> employed(Scenario.Person person, DateRange days) {
        return person.joined().map(joined -> days.intersect(DateRange.since(joined))).orElse(Optional.of(days));
    }

    /** How someone takes part in a plan in the period; what the figures are is noted down in {@code known}. */
    Optional<Participation> participation(DateRange period, Scenario.Person person, String plan,
            Map<String, WindowFigures> known) {
        List<WindowFigures.Version> versions = versions(person, plan).stream()
                .filter(version -> version.days().from().isBefore(period.to())).toList();
        if (versions.stream().noneMatch(version -> version.days().overlaps(period))) {
            return Optional.empty();
        }
        WindowFigures figures = figures(person, versions, period);
        known.put(plan, figures);
        List<Participation.Segment> segments = versions.stream()
                .map(version -> new Participation.Segment(java.util.Objects.requireNonNull(
                        compiled.get(version.definition())), Dates.epochDay(version.days().from()),
                        Dates.epochDay(version.days().to())))
                .toList();
        return Optional.of(Participation.of(segments, figures.byComponent(), figures.target()));
    }

    private List<DatedFigure> agreed(Scenario.Person person, DateRange period) {
        List<DatedFigure> figures = new ArrayList<>();
        quotasOf.getOrDefault(person.id(), List.of())
                .forEach(row -> figures.add(new DatedFigure(row.name(), row.days(), row.amount())));
        person.target().ifPresent(target -> IntStream
                .rangeClosed(scenario.periods().getFirst().from().getYear(), period.lastDay().getYear())
                .forEach(year -> figures.add(new DatedFigure(DatedFigure.TARGET,
                        new DateRange(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1)), target))));
        return figures;
    }

    WindowFigures figures(Scenario.Person person, List<WindowFigures.Version> versions, DateRange period) {
        List<WindowFigures.Version> here = versions.stream()
                .flatMap(version -> person.left().isEmpty()
                        ? java.util.stream.Stream.of(version)
                        : version.days().intersect(new DateRange(Dates.EARLIEST, person.left().get())).stream()
                                .map(days -> new WindowFigures.Version(version.definition(), days)))
                .toList();
        return new WindowFigures(here.isEmpty() ? versions : here, agreed(person, period), person.joined(), period,
                Enrolment::isWorkingDay);
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** The draw in force for someone in the period, in the currency of pay. */
    Optional<DrawInForce> draw(Scenario.Person person, DateRange period, PayRates rates) {
        for (String plan : person.stays().stream().map(Scenario.Stay::plan).distinct().sorted().toList()) {
            List<WindowFigures.Version> versions = versions(person, plan).stream()
                    .filter(version -> version.days().overlaps(period)).toList();
            if (!versions.isEmpty() && versions.getLast().definition().pay().draw().isPresent()) {
                Draw draw = versions.getLast().definition().pay().draw().get();
                DateRange stay = new DateRange(versions.getFirst().days().from(), versions.getLast().days().to());
                DateRange in = stay.intersect(period).orElse(period);
                LocalDate end = person.left().filter(day -> day.isAfter(in.from()) && day.isBefore(in.to()))
                        .orElse(in.to());
                LocalDate joined = person.joined().orElse(stay.from());
                Money target = Money.ofMinor(new WindowFigures(
                        List.of(new WindowFigures.Version(versions.getLast().definition(), period)),
                        agreed(person, period), person.joined(), period, Enrolment::isWorkingDay).target(),
                        versions.getLast().definition().currency());
                boolean gone = person.left().filter(day -> !day.isAfter(period.from())).isPresent();
                return gone
                        ? Optional.empty()
                        : Optional.of(DrawInForce.of(draw, target, DrawInForce.Stretch.of(draw, period,
                                new DateRange(in.from(), end), joined, Enrolment::isWorkingDay),
                                Math.max(1, DrawInForce.days(draw, period, Enrolment::isWorkingDay)))
                                .in(person.currency(), rates).orElseThrow());
            }
        }
        return Optional.empty();
    }
}
