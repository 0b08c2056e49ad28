package io.attain.calculation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.CreditFacts;
import io.attain.calculation.engine.Derivation;
import io.attain.calculation.engine.EarnedBefore;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Payee;
import io.attain.calculation.engine.Reading;
import io.attain.calculation.engine.Vocabulary;
import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanId;
import io.attain.plan.PlanVersion;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Measure;
import io.attain.sales.EventKind;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/**
 * The one way from inputs to lines, for runs, previews and explanations alike. Made for a period and a set of plan
 * versions; not for sharing between threads.
 */
final class Evaluation {

    /**
     * One participant of those who are computed together.
     *
     * @param credits in canonical order, prior ones included
     */
    record Subject(Participant participant, FrozenInputs inputs, List<Credit> credits) {}

    /** A subject laid out for the calculator. */
    private record Laid(Subject subject, List<PlanId> plans, Payee payee, Lines lines) {}

    private final DateRange period;
    private final Map<PlanVersionId, PlanVersion> versions;
    private final Map<PlanVersionId, CompiledPlan> compiled = new HashMap<>();
    private final Calculator calculator = new Calculator();
    private final Vocabulary vocabulary;

    private Evaluation(DateRange period, Map<PlanVersionId, PlanVersion> versions) {
        this.period = period;
        this.versions = versions;
        this.vocabulary = Vocabulary.of(versions.values().stream().map(PlanVersion::definition).toList());
        versions.forEach((id, version) -> compiled.put(id, CompiledPlan.compile(version.definition(), vocabulary)));
    }

    /** An evaluation with every plan version that these inputs name. */
    static Evaluation of(DateRange period, Iterable<FrozenInputs> inputs, Plans plans) {
        return of(period, inputs, plans::get);
    }

    /** The same with plan versions from anywhere. */
    static Evaluation of(DateRange period, Iterable<FrozenInputs> inputs,
            Function<PlanVersionId, PlanVersion> plans) {
        Map<PlanVersionId, PlanVersion> versions = new LinkedHashMap<>();
        inputs.forEach(frozen -> frozen.segments().forEach(segment -> {
            PlanVersion version = versions.computeIfAbsent(segment.version(), plans);
            if (!version.digest().equals(segment.digest())) {
                throw new IllegalStateException("plan version %s is not what was frozen".formatted(segment.version()));
            }
        }));
        return new Evaluation(period, versions);
    }

    /**
     * The results, in the order given: together where the plans ask for it, else one after the other.
     *
     * @param run what the lines are labelled with
     */
    List<ParticipantResult> results(RunId run, List<Subject> subjects) {
        Map<ParticipantId, ParticipantResult> results = new HashMap<>();
        List<Laid> computable = new ArrayList<>();
        for (Subject subject : subjects) {
            Optional<String> reason = obstacle(subject);
            if (reason.isPresent()) {
                results.put(subject.participant().id(), parked(subject, reason.get()));
            } else {
                computable.add(laid(subject));
            }
        }
        calculate(computable);
        computable.forEach(laid -> results.put(laid.subject().participant().id(), result(run, laid)));
        return subjects.stream().map(subject -> Known.in(results, subject.participant().id())).toList();
    }

    private void calculate(List<Laid> computable) {
        if (versions.values().stream().anyMatch(version -> JointPlans.isJoint(version.definition()))) {
            calculator.calculate(computable.stream().map(Laid::payee).toList(), period,
                    computable.stream().map(Laid::lines).toList());
        } else {
            computable.forEach(laid -> calculator.calculate(laid.payee(), period, laid.lines()));
        }
    }

    private ParticipantResult parked(Subject subject, String reason) {
        return new ParticipantResult(subject.participant().id(), Money.zero(currency(subject)), List.of(), List.of(),
                Optional.of(reason));
    }

    /** What someone earns is in the currency of the plan; only what becomes payable is converted to that of the pay. */
    private Currency currency(Subject subject) {
        return PlanCurrency.of(subject.inputs(), version -> version(version).definition(),
                subject.participant().currency());
    }

    private ParticipantResult result(RunId run, Laid laid) {
        Participant participant = laid.subject().participant();
        Lines lines = laid.lines();
        if (lines.obstacle().isPresent()) {
            return parked(laid.subject(), lines.obstacle().get());
        }
        List<ResultLine> written = new ArrayList<>(lines.size());
        Money total = Money.zero(currency(laid.subject()));
        for (int line = 0; line < lines.size(); line++) {
            ResultLine result = line(run, laid, line);
            total = total.plus(result.amount());
            written.add(result);
        }
        List<ComponentResult> components = lines.totals().stream().map(sum -> component(sum, laid)).toList();
        return new ParticipantResult(participant.id(), total, written, components, Optional.empty());
    }

    /** How a line of a participant's result came about; the line is counted from 1. */
    Derivation derivation(List<Subject> subjects, ParticipantId participant, int lineNo) {
        List<Laid> computable = subjects.stream()
                .filter(subject -> obstacle(subject).isEmpty())
                .map(this::laid).toList();
        List<Laid> group = versions.values().stream().anyMatch(version -> JointPlans.isJoint(version.definition()))
                ? computable
                : computable.stream().filter(one -> one.subject().participant().id().equals(participant)).toList();
        int who = group.stream().map(one -> one.subject().participant().id()).toList().indexOf(participant);
        return calculator.derive(group.stream().map(Laid::payee).toList(), period, who, lineNo - 1);
    }

    PlanVersion version(PlanVersionId id) {
        return Known.in(versions, id);
    }

    private Optional<String> obstacle(Subject subject) {
        Currency currency = currency(subject);
        for (Credit credit : subject.credits()) {
            if (!period.contains(credit.eventDate())) {
                continue;
            }
            if (!credit.amount().currency().equals(currency)) {
                return Optional.of(
                        "Has a credit in %s (%s), but the plan counts %s, and no exchange rate from %s to %s is listed for its day; import it and calculate again."
                                .formatted(credit.amount().currency(), credit.event(), currency,
                                        credit.amount().currency(), currency));
            }
            if (!subject.inputs().covers(credit.eventDate()) && !isPaymentOfASale(credit)) {
                return Optional
                        .of("Has a credit of %s (%s), but is in no plan on that day.".formatted(credit.eventDate(),
                                credit.event()));
            }
        }
        return subject.inputs().segments().stream().map(FrozenInputs.Segment::version)
                .filter(version -> !version(version).definition().currency().equals(currency)).findFirst()
                .map(version -> "Is in plan %s, which counts %s, and in another that counts %s; plans of one person count in one currency, so take %s out of one of them."
                        .formatted(version.plan(), version(version).definition().currency(), currency,
                                subject.participant().name()));
    }

    /** An invoice or cash for what was sold before: it makes the sale's line payable, also for who has left its plan since. */
    private static boolean isPaymentOfASale(Credit credit) {
        return (credit.kind() == EventKind.INVOICE || credit.kind() == EventKind.COLLECTION)
                && credit.origin().isPresent();
    }

    private Laid laid(Subject subject) {
        List<PlanId> plans = plans(subject.inputs());
        CreditColumns columns = new CreditColumns(vocabulary);
        Map<FrozenInputs.CreditKey, Integer> indices = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        for (Credit credit : subject.credits()) {
            int original = credit.kind() == EventKind.RETURN
                    ? credit.origin().map(origin -> indices
                            .getOrDefault(new FrozenInputs.CreditKey(origin.event(), credit.role()), -1)).orElse(-1)
                    : -1;
            indices.put(FrozenInputs.CreditKey.of(credit),
                    columns.add(facts(credit, subject.inputs().customers()).returning(original)));
            if (credit.kind() == EventKind.KPI) {
                readings.add(new Reading(credit.attributes().getOrDefault("kpi", ""), credit.eventDate(),
                        BigDecimal.valueOf(credit.quantity(), Measure.DECIMALS)));
            }
        }
        EarnedBefore before = EarnedBefore.nothing();
        for (FrozenInputs.Before one : subject.inputs().before()) {
            if (one.credit().isEmpty()) {
                before.addWithoutCredit(one.plan().value(), one.component(), one.minor());
            } else if (indices.containsKey(one.credit().get())) {
                before.add(one.plan().value(), one.component(), Known.in(indices, one.credit().get()), one.minor());
            }
        }
        FrozenInputs.Person person = subject.inputs().person();
        Payee payee = new Payee(subject.participant().id().value(), person.team(), person.role(),
                Optional.of(person.joined()), person.left(), Set.copyOf(person.below()), columns,
                plans.stream().map(plan -> participation(plan, subject.inputs())).toList(), before, readings);
        return new Laid(subject, plans, payee, new Lines());
    }

    private static List<PlanId> plans(FrozenInputs inputs) {
        return inputs.segments().stream().map(segment -> segment.version().plan()).distinct().sorted().toList();
    }

    private Participation participation(PlanId plan, FrozenInputs inputs) {
        List<Participation.Segment> segments = segments(plan, inputs).stream()
                .map(segment -> new Participation.Segment(Known.in(compiled, segment.version()),
                        (int) segment.days().from().toEpochDay(), (int) segment.days().to().toEpochDay()))
                .toList();
        return Participation.of(segments,
                inputs.figures().stream().filter(own -> own.plan().equals(plan))
                        .collect(Collectors.toMap(FrozenInputs.Figures::component,
                                own -> new Participation.Figures(own.quota(), own.target(),
                                        (int) own.since().toEpochDay()))),
                inputs.targets().stream().filter(target -> target.plan().equals(plan))
                        .mapToLong(FrozenInputs.Target::minor).sum());
    }

    private static List<FrozenInputs.Segment> segments(PlanId plan, FrozenInputs inputs) {
        return inputs.segments().stream().filter(segment -> segment.version().plan().equals(plan)).toList();
    }

    private static CreditFacts facts(Credit credit, Map<String, LocalDate> customers) {
        CreditFacts facts = CreditFacts
                .booking((int) credit.eventDate().toEpochDay(), credit.amount().minor(), role(credit.role()),
                        fields(credit))
                .ofEvent(credit.event().toString()).ofKind(kind(credit.countedAs())).withQuantity(credit.quantity())
                .withShare(credit.share(), credit.count());
        CreditFacts dated = credit.account().map(customers::get)
                .map(since -> facts.ofCustomerSince((int) since.toEpochDay())).orElse(facts);
        return credit.margin().map(margin -> dated.withMargin(margin.minor())).orElse(dated);
    }

    private static CreditSelection.Role role(CreditRole role) {
        return switch (role) {
            case DIRECT -> CreditSelection.Role.DIRECT;
            case SPLIT -> CreditSelection.Role.SPLIT;
            case OVERLAY -> CreditSelection.Role.OVERLAY;
            case ROLLUP -> CreditSelection.Role.ROLLUP;
        };
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

    private static Function<String, String> fields(Credit credit) {
        return field -> switch (field) {
            case "product" -> credit.product();
            case "account" -> credit.account().orElse("");
            case "currency" -> credit.original().currency().getCurrencyCode();
            default -> credit.attributes().getOrDefault(field, "");
        };
    }

    private ResultLine line(RunId run, Laid laid, int line) {
        Lines lines = laid.lines();
        Participant participant = laid.subject().participant();
        Participation participation = laid.payee().participations().get(lines.participation(line));
        String component = participation.components().get(lines.component(line));
        PlanVersionId version = segments(laid.plans().get(lines.participation(line)), laid.subject().inputs())
                .get(lines.segment(line)).version();
        Currency currency = version(version).definition().currency();
        Optional<Credit> credit = lines.credit(line) == Lines.NO_CREDIT
                ? Optional.empty()
                : Optional.of(laid.subject().credits().get(lines.credit(line)));
        return new ResultLine(run, participant.id(), line + 1, component, LineKind.valueOf(lines.kind(line).name()),
                credit.map(Credit::event), credit.map(Credit::id),
                credit.map(Credit::eventDate).orElse(period.lastDay()),
                credit.map(Evaluation::text)
                        .orElseGet(() -> participation.component(lines.component(line), lines.segment(line))
                                .map(definition -> definition.name().value()).orElse(component)),
                credit.map(Credit::amount).orElse(Money.zero(currency)),
                Money.ofMinor(lines.amount(line), currency), Money.ofMinor(lines.uncut(line), currency), version);
    }

    private static String text(Credit credit) {
        return credit.account().map(account -> credit.product() + " · " + account).orElse(credit.product());
    }

    private ComponentResult component(Lines.ComponentTotal sum, Laid laid) {
        Currency currency = currency(laid.subject());
        Participation participation = laid.payee().participations().get(sum.participation());
        String id = participation.components().get(sum.component());
        String name = id;
        boolean countsMoney = true;
        for (int segment = 0; segment < participation.segments().size(); segment++) {
            Optional<Component> component = participation.component(sum.component(), segment);
            if (component.isPresent()) {
                name = component.get().name().value();
                countsMoney = component.get().measure().isMoney();
            }
        }
        return new ComponentResult(laid.plans().get(sum.participation()), id, name, countsMoney,
                figure(sum.measure(), countsMoney, currency),
                sum.quota() == 0 ? Optional.empty() : Optional.of(figure(sum.quota(), countsMoney, currency)),
                Money.ofMinor(sum.earned(), currency), Money.ofMinor(sum.cut(), currency));
    }

    private static Money figure(long units, boolean countsMoney, Currency currency) {
        return countsMoney
                ? Money.ofMinor(units, currency)
                : Money.rounded(BigDecimal.valueOf(units, Measure.DECIMALS), currency, RoundingMode.HALF_UP);
    }
}
