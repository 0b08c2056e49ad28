package io.attain.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.CreditFacts;
import io.attain.calculation.engine.EarnedBefore;
import io.attain.calculation.engine.Lines;
import io.attain.calculation.engine.Participation;
import io.attain.calculation.engine.Participation.Figures;
import io.attain.calculation.engine.Payee;
import io.attain.calculation.engine.Vocabulary;
import io.attain.calculation.engine.WindowFigures;
import io.attain.calculation.explanation.Facts;
import io.attain.crediting.Credit;
import io.attain.crediting.CreditRole;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.ReportingTree;
import io.attain.participant.ParticipantId;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.Measure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.Pool;
import io.attain.plan.language.RankPrizes;
import io.attain.sales.EventKey;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

/**
 * Runs a scenario through what a close runs through: crediting, the calculator, and the rules of being paid, period by
 * period. An event that becomes known after its period has ended computes the ended periods again, in order; the
 * difference is posted in the open one.
 */
public final class Simulation {

    private final Scenario scenario;
    private final int threads;
    private final Vocabulary vocabulary;
    private final Enrolment enrolment;
    private final ReportingTree tree;
    private final CreditsOfScenario crediting;
    private final BeingPaid beingPaid;
    private final boolean together;

    /** By period, participant and line: everything posted so far, corrections included. */
    private final List<Map<ParticipantId, TreeMap<LineKey, Long>>> posted = new ArrayList<>();
    private final Set<EventKey> known = new HashSet<>();
    /** The day of the first sale to each account, as far as is known. */
    private final Map<String, LocalDate> customers = new HashMap<>();

    private Simulation(Scenario scenario, int threads) {
        this.scenario = scenario;
        this.threads = threads;
        this.vocabulary = Vocabulary.of(scenario.plans());
        this.enrolment = new Enrolment(scenario, vocabulary);
        List<ReportingTree.Line> lines = new ArrayList<>();
        for (Scenario.Person person : scenario.people()) {
            person.posts().forEach(post -> post.manager().ifPresent(
                    manager -> lines.add(new ReportingTree.Line(person.id(), manager, post.days()))));
        }
        this.tree = new ReportingTree(lines);
        ExchangeRates rates = new ExchangeRates(scenario.rates());
        this.crediting = new CreditsOfScenario(scenario, enrolment, tree, rates);
        this.beingPaid = new BeingPaid(enrolment, rates, scenario.opening());
        this.together = scenario.plans().stream().anyMatch(Simulation::needsEveryone);
    }

    /**
     * Computes a scenario.
     *
     * @param threads 1 or more; the outcome is the same for any number
     */
    public static Outcome run(Scenario scenario, int threads) {
        List<Outcome.PeriodOutcome> periods = new Simulation(scenario, threads).run();
        return new Outcome(periods, scenario.explain(), scenario.digest(), OutcomeJson.digest(periods));
    }

    private static boolean needsEveryone(PlanDefinition plan) {
        return plan.pay().budget().isPresent() || plan.components().stream()
                .anyMatch(component -> component.pay() instanceof RankPrizes || component.pay() instanceof Pool
                        || component.measure() instanceof Measure.AmountLessCommissionBelow);
    }

    private List<Outcome.PeriodOutcome> run() {
        List<Outcome.PeriodOutcome> outcomes = new ArrayList<>();
        for (int k = 0; k < scenario.periods().size(); k++) {
            posted.add(new TreeMap<>());
            outcomes.add(period(k));
        }
        return outcomes;
    }

    private Outcome.PeriodOutcome period(int k) {
        DateRange period = scenario.periods().get(k);
        List<Scenario.Recorded> visible = scenario.events().stream()
                .filter(one -> one.on().isBefore(period.to()) && one.event().eventDate().isBefore(period.to()))
                .sorted(Comparator.comparing(one -> one.event().eventDate())).toList();
        visible.stream().map(Scenario.Recorded::event).filter(event -> event.kind().isSale())
                .forEach(event -> event.account().ifPresent(account -> customers.merge(account, event.eventDate(),
                        (one, other) -> one.isBefore(other) ? one : other)));
        Map<ParticipantId, List<Credit>> credits = crediting.of(visible);
        Map<ParticipantId, List<Outcome.Line>> corrections = new TreeMap<>();
        for (int j = firstAffected(visible, k); j < k; j++) {
            correct(j, credits, corrections);
        }
        visible.forEach(one -> known.add(one.event().key()));
        Cashbook cashbook = new Cashbook(visible.stream().map(Scenario.Recorded::event).toList());
        List<Outcome.PersonOutcome> people = new ArrayList<>();
        for (Sheet sheet : calculated(k, credits)) {
            List<Outcome.Line> lines = sheet.lines(scenario.explain());
            post(k, sheet, lines);
            people.add(beingPaid.pay(sheet, lines, corrections.getOrDefault(sheet.person().id(), List.of()), cashbook));
        }
        return new Outcome.PeriodOutcome(period, people);
    }

    /** The first ended period in which something happened that nobody knew of. */
    private int firstAffected(List<Scenario.Recorded> visible, int k) {
        int first = k;
        for (Scenario.Recorded one : visible) {
            if (!known.contains(one.event().key())) {
                for (int j = 0; j < first; j++) {
                    if (scenario.periods().get(j).contains(one.event().eventDate())) {
                        first = j;
                    }
                }
            }
        }
        return first;
    }

    /** Computes an ended period again; what differs from what was posted for it is posted now. */
    private void correct(int j, Map<ParticipantId, List<Credit>> credits,
            Map<ParticipantId, List<Outcome.Line>> corrections) {
        for (Sheet sheet : calculated(j, credits)) {
            ParticipantId who = sheet.person().id();
            TreeMap<LineKey, Long> before = posted.get(j).getOrDefault(who, new TreeMap<>());
            TreeMap<LineKey, Outcome.Line> now = new TreeMap<>();
            TreeMap<LineKey, Long> sums = new TreeMap<>();
            for (Outcome.Line line : sheet.lines(scenario.explain())) {
                now.putIfAbsent(LineKey.of(line), line);
                sums.merge(LineKey.of(line), line.amount().minor(), Math::addExact);
            }
            Set<LineKey> keys = new TreeSet<>(before.keySet());
            keys.addAll(sums.keySet());
            for (LineKey key : keys) {
                long difference = Math.subtractExact(sums.getOrDefault(key, 0L), before.getOrDefault(key, 0L));
                Outcome.Line line = now.get(key);
                if (difference != 0) {
                    corrections.computeIfAbsent(who, one -> new ArrayList<>())
                            .add(correction(sheet, key, Optional.ofNullable(line), before.getOrDefault(key, 0L),
                                    difference));
                }
            }
            posted.get(j).put(who, sums);
        }
    }

    private Outcome.Line correction(Sheet sheet, LineKey key, Optional<Outcome.Line> line, long posted,
            long difference) {
        PlanDefinition plan = scenario.plans().stream().filter(one -> one.id().equals(key.plan())
                && one.component(key.component()).isPresent()).reduce((first, second) -> second).orElseThrow();
        Optional<Credit> credit = sheet.credits().stream().filter(one -> LineKey.of(one).equals(key.credit()))
                .findFirst();
        Money amount = Money.ofMinor(difference, plan.currency());
        Component component = plan.component(key.component()).orElseThrow();
        return new Outcome.Line(key.plan(), component, credit,
                line.map(Outcome.Line::kind).orElse(Lines.Kind.EARNED),
                line.map(Outcome.Line::measureBefore).orElse(0L), amount, amount, Optional.of(sheet.period()),
                scenario.explain()
                        ? Facts.of(LineFacts.correcting(plan, component, credit, new Facts.Correction(sheet.period(),
                                Money.ofMinor(posted, plan.currency()),
                                Money.ofMinor(Math.addExact(posted, difference), plan.currency())), amount))
                        : List.of());
    }

    private void post(int k, Sheet sheet, List<Outcome.Line> lines) {
        TreeMap<LineKey, Long> sums = new TreeMap<>();
        lines.forEach(line -> sums.merge(LineKey.of(line), line.amount().minor(), Math::addExact));
        posted.get(k).put(sheet.person().id(), sums);
    }

    private List<Sheet> calculated(int k, Map<ParticipantId, List<Credit>> credits) {
        DateRange period = scenario.periods().get(k);
        Map<ParticipantId, Set<String>> below = new HashMap<>();
        scenario.people().forEach(person -> tree.above(person.id(), period.lastDay()).forEach(
                manager -> below.computeIfAbsent(manager, one -> new TreeSet<>()).add(person.id().value())));
        List<Sheet> sheets = Parallel.map(scenario.people(), threads,
                person -> sheet(k, person, credits.getOrDefault(person.id(), List.of()),
                        below.getOrDefault(person.id(), Set.of())));
        List<List<Sheet>> groups = together ? List.of(sheets) : sheets.stream().map(List::of).toList();
        Parallel.forEach(groups, threads, group -> {
            List<Payee> payees = group.stream().map(Sheet::payee).toList();
            new Calculator().calculate(payees, period, group.stream().map(Sheet::lines).toList());
            for (int who = 0; who < group.size() && scenario.explain(); who++) {
                group.get(who).derivations().addAll(new Calculator().derive(payees, period, who));
            }
        });
        return sheets;
    }

    private Sheet sheet(int k, Scenario.Person person, List<Credit> all, Set<String> below) {
        DateRange period = scenario.periods().get(k);
        List<Credit> credits = all.stream().filter(credit -> credit.eventDate().isBefore(period.to())).toList();
        CreditColumns columns = new CreditColumns(vocabulary);
        Map<String, Integer> indices = new HashMap<>();
        for (Credit credit : credits) {
            int original = credit.kind() == io.attain.sales.EventKind.RETURN
                    ? credit.origin().map(origin -> indices.getOrDefault(origin.event() + "#" + credit.role(), -1))
                            .orElse(-1)
                    : -1;
            indices.put(LineKey.of(credit), columns.add(facts(credit, original)));
        }
        List<Participation> participations = new ArrayList<>();
        Map<String, WindowFigures> figures = new HashMap<>();
        EarnedBefore before = EarnedBefore.nothing();
        for (String plan : person.stays().stream().map(Scenario.Stay::plan).distinct().sorted().toList()) {
            enrolment.participation(period, person, plan, figures).ifPresent(participations::add);
        }
        before(k, person, indices, before);
        Scenario.Post post = person.postOn(period.lastDay());
        return new Sheet(person, period, credits, new Payee(person.id().value(), post.team(), post.role(),
                person.joined(), person.left(), below, columns, participations, before,
                scenario.readings().getOrDefault(person.id(), List.of())), new Lines(), new ArrayList<>(), figures);
    }

    private CreditFacts facts(Credit credit, int original) {
        OptionalInt since = credit.account().map(customers::get)
                .map(day -> OptionalInt.of(Dates.epochDay(day))).orElse(OptionalInt.empty());
        return new CreditFacts(credit.event().toString(), Dates.epochDay(credit.eventDate()), role(credit.role()),
                kind(credit.countedAs()), credit.amount().minor(), credit.margin().map(Money::minor),
                credit.quantity(), credit.share(), credit.count(), original, since, field -> switch (field) {
                    case "product" -> credit.product();
                    case "account" -> credit.account().orElse("");
                    case "currency" -> credit.original().currency().getCurrencyCode();
                    default -> credit.attributes().getOrDefault(field, "");
                });
    }

    private static CreditSelection.Role role(CreditRole role) {
        return switch (role) {
            case DIRECT -> CreditSelection.Role.DIRECT;
            case SPLIT -> CreditSelection.Role.SPLIT;
            case OVERLAY -> CreditSelection.Role.OVERLAY;
            case ROLLUP -> CreditSelection.Role.ROLLUP;
        };
    }

    private static EventKind kind(io.attain.sales.EventKind kind) {
        return switch (kind) {
            case BOOKING -> EventKind.BOOKING;
            case RETURN -> EventKind.BOOKING;
            case INVOICE -> EventKind.INVOICE;
            case COLLECTION -> EventKind.COLLECTION;
            case STAGE -> EventKind.STAGE;
            case ACTIVITY -> EventKind.ACTIVITY;
            case KPI -> EventKind.KPI;
        };
    }

    private void before(int k, Scenario.Person person, Map<String, Integer> indices, EarnedBefore before) {
        DateRange period = scenario.periods().get(k);
        Map<String, Map<String, Figures>> figures = new LinkedHashMap<>();
        for (int j = 0; j < k; j++) {
            LocalDate from = scenario.periods().get(j).from();
            posted.get(j).getOrDefault(person.id(), new TreeMap<>()).forEach((key, minor) -> {
                Integer index = indices.get(key.credit());
                if (index != null) {
                    before.add(key.plan(), key.component(), index, minor);
                } else {
                    List<WindowFigures.Version> versions = enrolment.versions(person, key.plan()).stream()
                            .filter(version -> version.days().from().isBefore(period.to())).toList();
                    Figures of = figures.computeIfAbsent(key.plan(),
                            plan -> enrolment.figures(person, versions, period).byComponent()).get(key.component());
                    if (of != null && from.toEpochDay() >= of.since()) {
                        before.addWithoutCredit(key.plan(), key.component(), minor);
                    }
                }
            });
        }
    }
}
