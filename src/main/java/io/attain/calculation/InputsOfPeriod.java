package io.attain.calculation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import org.springframework.stereotype.Component;

import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.WindowFigures;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.Position;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.participant.ReportingLines;
import io.attain.period.BusinessTime;
import io.attain.period.Holidays;
import io.attain.period.Period;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Window;
import io.attain.shared.DateRange;

/** Gathers who is in which plan version when, and with which quota and target pay, for one period. */
@Component
class InputsOfPeriod {

    private final Plans plans;
    private final Assignments assignments;
    private final Quotas quotas;
    private final Participants participants;
    private final ReportingLines reportingLines;
    private final Holidays holidays;

    InputsOfPeriod(Plans plans, Assignments assignments, Quotas quotas, Participants participants,
            ReportingLines reportingLines, Holidays holidays) {
        this.plans = plans;
        this.assignments = assignments;
        this.quotas = quotas;
        this.participants = participants;
        this.reportingLines = reportingLines;
        this.holidays = holidays;
    }

    /** The plans of a period: every version in force, and how far back each plan looks. */
    private record PlansOfPeriod(Map<PlanId, List<VersionInForce>> inForce, Map<PlanVersionId, PlanVersion> versions,
            Map<PlanId, DateRange> reach, BusinessTime time) {

        PlanDefinition definition(PlanVersionId version) {
            return Known.in(versions, version).definition();
        }

        DateRange longest(Period period) {
            return reach.values().stream().min(Comparator.comparing(DateRange::from)).orElse(period.span());
        }

        boolean dependsOnThoseBelow(PlanId plan) {
            return inForce.getOrDefault(plan, List.of()).stream()
                    .anyMatch(version -> JointPlans.dependsOnThoseBelow(definition(version.version())));
        }

        boolean isJoint(PlanId plan) {
            return inForce.getOrDefault(plan, List.of()).stream()
                    .anyMatch(version -> JointPlans.isJoint(definition(version.version())));
        }
    }

    /** Everyone who is in some plan version of the period's calendar on some day of it. */
    Map<ParticipantId, FrozenInputs> all(Period period) {
        PlansOfPeriod known = plans(period);
        DateRange longest = known.longest(period);
        Map<ParticipantId, List<Quota>> quotasOf = new HashMap<>();
        quotas.all(longest)
                .forEach(quota -> quotasOf.computeIfAbsent(quota.participant(), p -> new ArrayList<>()).add(quota));
        Map<ParticipantId, Participant> everyone = new HashMap<>();
        participants.all().forEach(participant -> everyone.put(participant.id(), participant));
        return gather(period, known, assignments.all(longest), quotasOf, id -> Known.in(everyone, id));
    }

    /** The same for some participants. */
    Map<ParticipantId, FrozenInputs> of(Period period, Set<ParticipantId> some) {
        PlansOfPeriod known = plans(period);
        DateRange longest = known.longest(period);
        List<Assignment> theirs = new ArrayList<>();
        Map<ParticipantId, List<Quota>> quotasOf = new HashMap<>();
        for (ParticipantId participant : some) {
            theirs.addAll(assignments.of(participant, longest));
            quotasOf.put(participant, quotas.of(participant, longest));
        }
        return gather(period, known, theirs, quotasOf, participants::get);
    }

    /** The participants, and everyone whose pay theirs depends on: by a rank, a pool, a budget or from below. */
    Set<ParticipantId> withCompanions(Period period, Set<ParticipantId> some) {
        PlansOfPeriod known = plans(period);
        if (known.inForce().keySet().stream().noneMatch(known::isJoint)) {
            return some;
        }
        Set<ParticipantId> all = new TreeSet<>(some);
        Set<PlanId> joined = new HashSet<>();
        List<ParticipantId> next = List.copyOf(some);
        while (!next.isEmpty()) {
            List<ParticipantId> found = new ArrayList<>();
            for (ParticipantId participant : next) {
                for (Assignment assignment : assignments.of(participant, period.span())) {
                    if (known.dependsOnThoseBelow(assignment.plan())) {
                        reportingLines.everyoneBelow(participant, period.lastDay()).stream()
                                .filter(all::add).forEach(found::add);
                    }
                    if (known.isJoint(assignment.plan()) && joined.add(assignment.plan())) {
                        assignments.of(assignment.plan(), period.span()).stream().map(Assignment::participant)
                                .filter(all::add).forEach(found::add);
                    }
                }
            }
            next = found;
        }
        return all;
    }

    /** The participants, and everyone whose pay depends on theirs: companions, and managers paid less what those below are. */
    Set<ParticipantId> withDependents(Period period, Set<ParticipantId> some) {
        PlansOfPeriod known = plans(period);
        Set<ParticipantId> all = new TreeSet<>(some);
        known.inForce().keySet().stream().filter(known::dependsOnThoseBelow)
                .flatMap(plan -> assignments.of(plan, period.span()).stream()).map(Assignment::participant)
                .filter(manager -> reportingLines.everyoneBelow(manager, period.lastDay()).stream()
                        .anyMatch(some::contains))
                .forEach(all::add);
        return withCompanions(period, all);
    }

    private PlansOfPeriod plans(Period period) {
        Map<PlanVersionId, PlanVersion> versions = new HashMap<>();
        Map<PlanId, DateRange> reach = new TreeMap<>();
        for (VersionInForce version : plans.inForce(period.span())) {
            PlanVersion read = plans.get(version.version());
            if (read.definition().calendar().equals(period.calendar())) {
                DateRange days = new DateRange(firstDay(read.definition(), period), period.span().to());
                reach.merge(version.version().plan(), days,
                        (one, other) -> one.from().isBefore(other.from()) ? one : other);
            }
        }
        PlansOfPeriod known = new PlansOfPeriod(new HashMap<>(), versions, reach,
                holidays.businessTime());
        for (VersionInForce version : plans.inForce(known.longest(period))) {
            if (reach.containsKey(version.version().plan())) {
                versions.put(version.version(), plans.get(version.version()));
                known.inForce().computeIfAbsent(version.version().plan(), plan -> new ArrayList<>()).add(version);
            }
        }
        return known;
    }

    private static LocalDate firstDay(PlanDefinition plan, Period period) {
        LocalDate first = period.span().from();
        for (io.attain.plan.language.Component component : plan.components()) {
            LocalDate own = component.window() == Window.PLAN_TO_DATE
                    ? LocalDate.EPOCH
                    : WindowFigures.firstDay(component.window(), period.span(), first);
            first = own.isBefore(first) ? own : first;
        }
        return first;
    }

    private Map<ParticipantId, FrozenInputs> gather(Period period, PlansOfPeriod known, List<Assignment> assigned,
            Map<ParticipantId, List<Quota>> quotasOf, Function<ParticipantId, Participant> people) {
        Map<ParticipantId, TreeMap<PlanId, List<FrozenInputs.Segment>>> segments = new LinkedHashMap<>();
        for (Assignment assignment : assigned) {
            for (VersionInForce version : known.inForce().getOrDefault(assignment.plan(), List.of())) {
                version.range().intersect(assignment.range())
                        .flatMap(Known.in(known.reach(), assignment.plan())::intersect)
                        .ifPresent(days -> segments.computeIfAbsent(assignment.participant(), p -> new TreeMap<>())
                                .computeIfAbsent(assignment.plan(), plan -> new ArrayList<>())
                                .add(new FrozenInputs.Segment(version.version(),
                                        Known.in(known.versions(), version.version()).digest(), days)));
            }
        }
        Map<ParticipantId, FrozenInputs> inputs = new TreeMap<>();
        segments.forEach((participant, byPlan) -> {
            byPlan.values().removeIf(
                    ofPlan -> ofPlan.stream().noneMatch(segment -> segment.days().overlaps(period.span())));
            if (!byPlan.isEmpty()) {
                inputs.put(participant, inputs(period, known, people.apply(participant), byPlan,
                        quotasOf.getOrDefault(participant, List.of())));
            }
        });
        return inputs;
    }

    private FrozenInputs inputs(Period period, PlansOfPeriod known, Participant person,
            Map<PlanId, List<FrozenInputs.Segment>> byPlan, List<Quota> quotasOfOne) {
        List<FrozenInputs.Segment> all = new ArrayList<>();
        List<FrozenInputs.Figures> figures = new ArrayList<>();
        List<FrozenInputs.Target> targets = new ArrayList<>();
        boolean joint = false;
        boolean below = false;
        for (Map.Entry<PlanId, List<FrozenInputs.Segment>> entry : byPlan.entrySet()) {
            List<FrozenInputs.Segment> ofPlan = entry.getValue();
            ofPlan.sort(Comparator.comparing(FrozenInputs.Segment::days));
            all.addAll(ofPlan);
            List<WindowFigures.Version> versions = ofPlan.stream().map(segment -> new WindowFigures.Version(
                    known.definition(segment.version()), segment.days())).toList();
            WindowFigures derived = new WindowFigures(versions, dated(quotasOfOne, versions),
                    Optional.of(person.employed().from()), period.span(),
                    known.time()::isBusinessDay);
            derived.byComponent().forEach((component, own) -> {
                LocalDate since = LocalDate.ofEpochDay(own.since());
                if (own.quota() != 0 || own.target() != 0 || since.isBefore(period.span().from())) {
                    figures.add(new FrozenInputs.Figures(entry.getKey(), component, own.quota(), own.target(), since));
                }
            });
            if (derived.target() != 0) {
                targets.add(new FrozenInputs.Target(entry.getKey(), derived.target()));
            }
            for (WindowFigures.Version version : versions) {
                joint |= JointPlans.isJoint(version.definition());
                below |= JointPlans.dependsOnThoseBelow(version.definition());
            }
        }
        return new FrozenInputs(all, figures, targets, person(person, period, joint, below), List.of());
    }

    /** Those in the currency that the plan counts in. */
    private static List<DatedFigure> dated(List<Quota> quotasOfOne, List<WindowFigures.Version> versions) {
        return quotasOfOne.stream()
                .filter(quota -> quota.amount().currency().equals(versions.getFirst().definition().currency()))
                .map(quota -> new DatedFigure(quota.measure(), quota.window(), quota.amount().toDecimal())).toList();
    }

    FrozenInputs.Person person(ParticipantId participant, Period period) {
        return person(participants.get(participant), period, false, false);
    }

    private FrozenInputs.Person person(Participant person, Period period, boolean joint, boolean below) {
        LocalDate last = period.lastDay();
        return new FrozenInputs.Person(person.employed().from(),
                person.employed().isOpenEnded() ? Optional.empty() : Optional.of(person.employed().to()),
                joint ? reportingLines.managerOf(person.id(), last).map(ParticipantId::value).orElse("") : "",
                joint ? participants.positionOf(person.id(), last).map(Position::title).orElse("") : "",
                below
                        ? reportingLines.everyoneBelow(person.id(), last).stream().map(ParticipantId::value).sorted()
                                .toList()
                        : List.of());
    }
}
