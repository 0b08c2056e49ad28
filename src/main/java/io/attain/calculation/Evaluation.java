package io.attain.calculation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.Derivation;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Vocabulary;
import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.participant.Participant;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.language.CreditSelection;
import io.attain.shared.Money;

/**
 * The one way from inputs to lines, for runs, previews and explanations alike. Made for a set of plan versions; not for
 * sharing between threads.
 */
final class Evaluation {

    private final Map<PlanVersionId, PlanVersion> versions;
    private final Map<PlanVersionId, CompiledPlan> compiled = new HashMap<>();
    private final Calculator calculator = new Calculator();
    private final CreditColumns columns;
    private final Lines lines = new Lines();

    private Evaluation(Map<PlanVersionId, PlanVersion> versions) {
        this.versions = versions;
        Vocabulary vocabulary = Vocabulary.of(versions.values().stream().map(PlanVersion::definition).toList());
        versions.forEach((id, version) -> compiled.put(id, CompiledPlan.compile(version.definition(), vocabulary)));
        this.columns = new CreditColumns(vocabulary);
    }

    /** An evaluation with every plan version that these inputs name. */
    static Evaluation of(Iterable<FrozenInputs> inputs, Plans plans) {
        Map<PlanVersionId, PlanVersion> versions = new LinkedHashMap<>();
        inputs.forEach(frozen -> frozen.segments().forEach(segment -> {
            PlanVersion version = versions.computeIfAbsent(segment.version(), plans::get);
            if (!version.digest().equals(segment.digest())) {
                throw new IllegalStateException("plan version %s is not what was frozen".formatted(segment.version()));
            }
        }));
        return new Evaluation(versions);
    }

    /**
     * @param credits in canonical order
     * @param run     what the lines are labelled with
     */
    ParticipantResult result(RunId run, Participant participant, FrozenInputs inputs, List<Credit> credits) {
        Money nothing = Money.zero(participant.currency());
        Optional<String> reason = obstacle(participant, inputs, credits);
        List<PlanId> plans = plans(inputs);
        List<Participation> participations = plans.stream().map(plan -> participation(plan, inputs)).toList();
        if (reason.isEmpty()) {
            fill(credits);
            reason = calculator.calculate(columns, participations, lines);
        }
        if (reason.isPresent()) {
            return new ParticipantResult(participant.id(), nothing, List.of(), List.of(), reason);
        }
        List<List<FrozenInputs.Segment>> segments = plans.stream().map(plan -> segments(plan, inputs)).toList();
        List<ResultLine> written = new ArrayList<>(lines.size());
        Money total = nothing;
        for (int line = 0; line < lines.size(); line++) {
            ResultLine result = line(run, participant, participations, segments, credits, line);
            total = total.plus(result.amount());
            written.add(result);
        }
        List<ComponentResult> components = lines.totals().stream()
                .map(sum -> component(sum, plans.get(sum.participation()), participations.get(sum.participation()),
                        participant))
                .toList();
        return new ParticipantResult(participant.id(), total, written, components, Optional.empty());
    }

    /** How a line of the result came about; the line is counted from 1. */
    Derivation derivation(Participant participant, FrozenInputs inputs, List<Credit> credits, ResultLine line) {
        result(line.run(), participant, inputs, credits);
        int index = line.lineNo() - 1;
        Participation participation = participation(line.planVersion().plan(), inputs);
        return Derivation.of(columns, participation, lines, index, fields(credits.get(lines.credit(index))));
    }

    PlanVersion version(PlanVersionId id) {
        return Known.in(versions, id);
    }

    private Optional<String> obstacle(Participant participant, FrozenInputs inputs, List<Credit> credits) {
        for (Credit credit : credits) {
            if (!credit.amount().currency().equals(participant.currency())) {
                return Optional.of("Has a credit in %s (%s), but is paid in %s; conversion is not set up."
                        .formatted(credit.amount().currency(), credit.event(), participant.currency()));
            }
            if (!inputs.covers(credit.eventDate())) {
                return Optional
                        .of("Has a credit of %s (%s), but is in no plan on that day.".formatted(credit.eventDate(),
                                credit.event()));
            }
        }
        return inputs.segments().stream().map(FrozenInputs.Segment::version)
                .filter(version -> !Known.in(versions, version).definition().currency().equals(participant.currency()))
                .findFirst().map(version -> "Is in plan %s, which pays %s, but is paid in %s; conversion is not set up."
                        .formatted(version.plan(), Known.in(versions, version).definition().currency(),
                                participant.currency()));
    }

    private static List<PlanId> plans(FrozenInputs inputs) {
        return inputs.segments().stream().map(segment -> segment.version().plan()).distinct().sorted().toList();
    }

    private Participation participation(PlanId plan, FrozenInputs inputs) {
        List<Participation.Segment> segments = segments(plan, inputs).stream()
                .map(segment -> new Participation.Segment(Known.in(compiled, segment.version()),
                        (int) segment.days().from().toEpochDay(), (int) segment.days().to().toEpochDay()))
                .toList();
        return new Participation(segments, inputs.quotas().stream().filter(quota -> quota.plan().equals(plan))
                .collect(Collectors.toMap(FrozenInputs.Quota::component, FrozenInputs.Quota::minor)));
    }

    private static List<FrozenInputs.Segment> segments(PlanId plan, FrozenInputs inputs) {
        return inputs.segments().stream().filter(segment -> segment.version().plan().equals(plan)).toList();
    }

    private void fill(List<Credit> credits) {
        columns.clear();
        for (Credit credit : credits) {
            columns.add((int) credit.eventDate().toEpochDay(), credit.amount().minor(), role(credit.role()),
                    fields(credit));
        }
    }

    private static CreditSelection.Role role(CreditRole role) {
        return switch (role) {
            case DIRECT -> CreditSelection.Role.DIRECT;
            case SPLIT -> CreditSelection.Role.SPLIT;
            case OVERLAY -> CreditSelection.Role.OVERLAY;
            case ROLLUP -> CreditSelection.Role.ROLLUP;
        };
    }

    private static Function<String, String> fields(Credit credit) {
        return field -> switch (field) {
            case "product" -> credit.product();
            case "account" -> credit.account().orElse("");
            default -> "";
        };
    }

    private ResultLine line(RunId run, Participant participant, List<Participation> participations,
            List<List<FrozenInputs.Segment>> segments, List<Credit> credits, int line) {
        Credit credit = credits.get(lines.credit(line));
        return new ResultLine(run, participant.id(), line + 1,
                participations.get(lines.participation(line)).components().get(lines.component(line)), credit.event(),
                credit.id(), credit.eventDate(), text(credit), credit.amount(),
                Money.ofMinor(lines.amount(line), participant.currency()),
                segments.get(lines.participation(line)).get(lines.segment(line)).version());
    }

    private static String text(Credit credit) {
        return credit.account().map(account -> credit.product() + " · " + account).orElse(credit.product());
    }

    private static ComponentResult component(Lines.ComponentTotal sum, PlanId plan, Participation participation,
            Participant participant) {
        String id = participation.components().get(sum.component());
        String name = id;
        for (int segment = 0; segment < participation.segments().size(); segment++) {
            name = participation.component(sum.component(), segment).map(component -> component.name().value())
                    .orElse(name);
        }
        long quota = participation.quota(sum.component());
        return new ComponentResult(plan, id, name, Money.ofMinor(sum.measure(), participant.currency()),
                quota == 0 ? Optional.empty() : Optional.of(Money.ofMinor(quota, participant.currency())),
                Money.ofMinor(sum.earned(), participant.currency()));
    }
}
