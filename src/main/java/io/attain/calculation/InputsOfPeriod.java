package io.attain.calculation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import io.attain.participant.ParticipantId;
import io.attain.participant.Quota;
import io.attain.participant.Quotas;
import io.attain.period.Period;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.shared.DateRange;

/** Gathers who is in which plan version when, and with which quota, for one period. */
@Component
class InputsOfPeriod {

    private final Plans plans;
    private final Assignments assignments;
    private final Quotas quotas;

    InputsOfPeriod(Plans plans, Assignments assignments, Quotas quotas) {
        this.plans = plans;
        this.assignments = assignments;
        this.quotas = quotas;
    }

    /** Everyone who is in some plan version of the period's calendar on some day of it. */
    Map<ParticipantId, FrozenInputs> all(Period period) {
        Map<ParticipantId, List<Quota>> quotasOf = new HashMap<>();
        quotas.all(period.span())
                .forEach(quota -> quotasOf.computeIfAbsent(quota.participant(), p -> new ArrayList<>()).add(quota));
        return gather(period, assignments.all(period.span()), quotasOf);
    }

    /** The same for some participants. */
    Map<ParticipantId, FrozenInputs> of(Period period, Set<ParticipantId> participants) {
        List<Assignment> theirs = new ArrayList<>();
        Map<ParticipantId, List<Quota>> quotasOf = new HashMap<>();
        for (ParticipantId participant : participants) {
            theirs.addAll(assignments.of(participant, period.span()));
            quotasOf.put(participant, quotas.of(participant, period.span()));
        }
        return gather(period, theirs, quotasOf);
    }

    private Map<ParticipantId, FrozenInputs> gather(Period period, List<Assignment> assigned,
            Map<ParticipantId, List<Quota>> quotasOf) {
        Map<PlanId, List<VersionInForce>> inForce = new HashMap<>();
        Map<PlanVersionId, PlanVersion> versions = new HashMap<>();
        for (VersionInForce version : plans.inForce(period.span())) {
            PlanVersion read = plans.get(version.version());
            if (read.definition().calendar().equals(period.calendar())) {
                versions.put(version.version(), read);
                inForce.computeIfAbsent(version.version().plan(), plan -> new ArrayList<>()).add(version);
            }
        }
        Map<ParticipantId, TreeMap<PlanId, List<FrozenInputs.Segment>>> segments = new LinkedHashMap<>();
        for (Assignment assignment : assigned) {
            for (VersionInForce version : inForce.getOrDefault(assignment.plan(), List.of())) {
                version.range().intersect(assignment.range()).flatMap(period.span()::intersect)
                        .ifPresent(days -> segments.computeIfAbsent(assignment.participant(), p -> new TreeMap<>())
                                .computeIfAbsent(assignment.plan(), plan -> new ArrayList<>())
                                .add(new FrozenInputs.Segment(version.version(),
                                        Known.in(versions, version.version()).digest(), days)));
            }
        }
        Map<ParticipantId, FrozenInputs> inputs = new TreeMap<>();
        segments.forEach((participant, byPlan) -> {
            List<FrozenInputs.Segment> all = new ArrayList<>();
            List<FrozenInputs.Quota> targets = new ArrayList<>();
            byPlan.forEach((plan, ofPlan) -> {
                ofPlan.sort(Comparator.comparing(FrozenInputs.Segment::days));
                all.addAll(ofPlan);
                targets.addAll(targets(plan, ofPlan, versions, quotasOf.getOrDefault(participant, List.of())));
            });
            inputs.put(participant, new FrozenInputs(all, targets));
        });
        return inputs;
    }

    private static List<FrozenInputs.Quota> targets(PlanId plan, List<FrozenInputs.Segment> segments,
            Map<PlanVersionId, PlanVersion> versions, List<Quota> quotas) {
        Set<String> components = new LinkedHashSet<>();
        segments.forEach(segment -> Known.in(versions, segment.version()).definition().components()
                .forEach(component -> components.add(component.id())));
        List<FrozenInputs.Quota> targets = new ArrayList<>();
        for (String component : components) {
            target(component, segments, versions, quotas)
                    .ifPresent(minor -> targets.add(new FrozenInputs.Quota(plan, component, minor)));
        }
        return targets;
    }

    /**
     * Σ over quotas and versions of amount × days of the quota's window that the participant is in the version ÷ days of
     * the window, rounded half-up once. A whole window counts whole.
     */
    private static Optional<Long> target(String componentId, List<FrozenInputs.Segment> segments,
            Map<PlanVersionId, PlanVersion> versions, List<Quota> quotas) {
        Prorated sum = new Prorated();
        for (FrozenInputs.Segment segment : segments) {
            Known.in(versions, segment.version()).definition().component(componentId)
                    .flatMap(io.attain.plan.language.Component::quota).map(io.attain.plan.language.QuotaUse::name)
                    .ifPresent(measure -> quotas.stream().filter(quota -> quota.measure().equals(measure))
                            .filter(quota -> quota.amount().currency()
                                    .equals(Known.in(versions, segment.version()).definition().currency()))
                            .forEach(quota -> quota.window().intersect(segment.days()).map(DateRange::days)
                                    .ifPresent(days -> sum.add(quota.amount().minor(), days, quota.window().days()))));
        }
        return sum.rounded();
    }

    /** An exact fraction of minor units. */
    private static final class Prorated {

        private BigInteger numerator = BigInteger.ZERO;
        private BigInteger denominator = BigInteger.ONE;
        private boolean any;

        private void add(long minor, long days, long window) {
            BigInteger divisor = BigInteger.valueOf(window);
            numerator = numerator.multiply(divisor)
                    .add(BigInteger.valueOf(minor).multiply(BigInteger.valueOf(days)).multiply(denominator));
            denominator = denominator.multiply(divisor);
            BigInteger common = numerator.gcd(denominator);
            if (common.signum() > 0) {
                numerator = numerator.divide(common);
                denominator = denominator.divide(common);
            }
            any = true;
        }

        private Optional<Long> rounded() {
            return any
                    ? Optional.of(new BigDecimal(numerator)
                            .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_UP).longValueExact())
                    : Optional.empty();
        }
    }
}
