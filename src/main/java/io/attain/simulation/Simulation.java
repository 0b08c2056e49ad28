package io.attain.simulation;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
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
import java.util.stream.IntStream;

import io.attain.calculation.engine.Calculator;
import io.attain.calculation.engine.CompiledPlan;
import io.attain.calculation.engine.CreditColumns;
import io.attain.calculation.engine.CreditFacts;
import io.attain.calculation.engine.DatedFigure;
import io.attain.calculation.engine.Derivation;
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
import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.Crediting;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.crediting.rule.PayTerms;
import io.attain.crediting.rule.ReportingTree;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Surroundings;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.payable.Cash;
import io.attain.payable.DrawInForce;
import io.attain.payable.Earning;
import io.attain.payable.Exchange;
import io.attain.payable.PayRate;
import io.attain.payable.PayRates;
import io.attain.payable.Position;
import io.attain.payable.Settlement;
import io.attain.plan.language.Component;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Draw;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.Measure;
import io.attain.plan.language.Payment;
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

    /** Names a line among those of one participant. */
    private record LineKey(String plan, String component, String credit) implements Comparable<LineKey> {

        private static final Comparator<LineKey> ORDER = Comparator.comparing(LineKey::plan)
                .thenComparing(LineKey::component).thenComparing(LineKey::credit);

        @Override
        public int compareTo(LineKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** Someone in one period: what went in and what came out. */
    private record Sheet(Scenario.Person person, DateRange period, List<Credit> credits, Payee payee, Lines lines,
            List<Derivation> derivations, Map<String, WindowFigures> figures) {}

    /** What waits together: what an event earned in a component, and what corrected it later. */
    private record Pay(String plan, String component, Optional<EventKey> event, LocalDate on) {}

    /** What someone earned, on its way to being paid. */
    private static final class Tracked {

        private final Component component;
        private final Optional<Credit> credit;
        private final String key;
        private final LocalDate earnedOn;
        private Money amount;
        private Position last;

        Tracked(Outcome.Line first, String key, LocalDate earnedOn) {
            this.component = first.component();
            this.credit = first.credit();
            this.key = key;
            this.earnedOn = earnedOn;
            Money zero = Money.zero(first.amount().currency());
            this.amount = zero;
            this.last = new Position(zero, zero, zero);
        }

        void add(Outcome.Line line) {
            amount = amount.plus(line.amount());
        }
    }

    private final Scenario scenario;
    private final int threads;
    private final Vocabulary vocabulary;
    private final Map<PlanDefinition, CompiledPlan> compiled = new HashMap<>();
    private final ReportingTree tree;
    private final ExchangeRates rates;
    private final boolean together;
    private final Map<ParticipantId, Scenario.Person> byId = new HashMap<>();
    private final Map<ParticipantId, List<Scenario.QuotaRow>> quotasOf = new HashMap<>();

    /** By period, participant and line: everything posted so far, corrections included. */
    private final List<Map<ParticipantId, TreeMap<LineKey, Long>>> posted = new ArrayList<>();
    private final Map<ParticipantId, Map<Pay, Tracked>> tracked = new TreeMap<>();
    private final Map<ParticipantId, Balances> balances = new HashMap<>();
    private final Set<EventKey> known = new HashSet<>();
    /** The day of the first sale to each account, as far as is known. */
    private final Map<String, LocalDate> customers = new HashMap<>();

    private Simulation(Scenario scenario, int threads) {
        this.scenario = scenario;
        this.threads = threads;
        this.vocabulary = Vocabulary.of(scenario.plans());
        scenario.plans().forEach(plan -> compiled.put(plan, CompiledPlan.compile(plan, vocabulary)));
        List<ReportingTree.Line> lines = new ArrayList<>();
        for (Scenario.Person person : scenario.people()) {
            byId.put(person.id(), person);
            person.posts().forEach(post -> post.manager().ifPresent(
                    manager -> lines.add(new ReportingTree.Line(person.id(), manager, post.days()))));
        }
        scenario.quotas().forEach(row -> quotasOf.computeIfAbsent(row.participant(), one -> new ArrayList<>())
                .add(row));
        this.tree = new ReportingTree(lines);
        this.rates = new ExchangeRates(scenario.rates());
        this.together = scenario.plans().stream().anyMatch(Simulation::needsEveryone);
        balances.putAll(scenario.opening());
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
        Map<ParticipantId, List<Credit>> credits = credits(visible);
        Map<ParticipantId, List<Outcome.Line>> corrections = new TreeMap<>();
        for (int j = firstAffected(visible, k); j < k; j++) {
            correct(j, credits, corrections);
        }
        visible.forEach(one -> known.add(one.event().key()));
        Cashbook cashbook = new Cashbook(visible.stream().map(Scenario.Recorded::event).toList());
        List<Outcome.PersonOutcome> people = new ArrayList<>();
        for (Sheet sheet : calculated(k, credits)) {
            post(k, sheet);
            people.add(person(sheet, corrections.getOrDefault(sheet.person().id(), List.of()), cashbook));
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
            for (Outcome.Line line : lines(sheet)) {
                now.putIfAbsent(key(line), line);
                sums.merge(key(line), line.amount().minor(), Math::addExact);
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
        Optional<Credit> credit = sheet.credits().stream().filter(one -> key(one).equals(key.credit())).findFirst();
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

    private void post(int k, Sheet sheet) {
        TreeMap<LineKey, Long> sums = new TreeMap<>();
        lines(sheet).forEach(line -> sums.merge(key(line), line.amount().minor(), Math::addExact));
        posted.get(k).put(sheet.person().id(), sums);
    }

    private static LineKey key(Outcome.Line line) {
        return new LineKey(line.plan(), line.component().id(), line.credit().map(Simulation::key).orElse(""));
    }

    private static String key(Credit credit) {
        return credit.event() + "#" + credit.role();
    }

    // --- crediting

    /** Everyone's credits, in canonical order. */
    private Map<ParticipantId, List<Credit>> credits(List<Scenario.Recorded> visible) {
        Map<EventKey, List<Credit>> byEvent = new HashMap<>();
        Crediting crediting = new Crediting(scenario.rules(), new FormulaConditions(), surroundings(byEvent));
        Map<ParticipantId, List<Credit>> byParticipant = new TreeMap<>();
        // An original may be dated after what refers to it; it is credited first all the same.
        visible.stream().sorted(Comparator.comparing(one -> one.event().refersTo().isPresent())).forEach(recorded -> {
            List<Credit> credits = crediting.credits(recorded.event());
            byEvent.put(recorded.event().key(), credits);
            credits.forEach(credit -> byParticipant.computeIfAbsent(credit.participant(), one -> new ArrayList<>())
                    .add(credit));
        });
        byParticipant.values().forEach(list -> list.sort(Credit.CANONICAL));
        return byParticipant;
    }

    private Surroundings surroundings(Map<EventKey, List<Credit>> byEvent) {
        Responsibilities responsibilities = new Responsibilities(scenario.responsibilities(), scenario.territories());
        return new Surroundings() {

            @Override
            public Responsibilities responsibilities() {
                return responsibilities;
            }

            @Override
            public ReportingTree reportingTree() {
                return tree;
            }

            @Override
            public ExchangeRates rates() {
                return rates;
            }

            @Override
            public List<AgreedSplit> splits(EventKey event) {
                return scenario.splits().getOrDefault(event, List.of());
            }

            @Override
            public Optional<PayTerms> payTerms(ParticipantId participant, LocalDate day) {
                return planOn(participant, day)
                        .map(plan -> new PayTerms(plan.currency(), plan.conversion(), periodOf(day)));
            }

            @Override
            public boolean countsRollup(ParticipantId manager, LocalDate day) {
                return person(manager).stream().flatMap(one -> versions(one, day).stream())
                        .flatMap(version -> version.definition().components().stream())
                        .anyMatch(component -> component.credits().roles().contains(CreditSelection.Role.ROLLUP));
            }

            @Override
            public List<Credit> credits(EventKey original) {
                return byEvent.getOrDefault(original, List.of());
            }
        };
    }

    private Optional<Scenario.Person> person(ParticipantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Optional<PlanDefinition> planOn(ParticipantId participant, LocalDate day) {
        return person(participant).stream().flatMap(one -> versions(one, day).stream())
                .map(WindowFigures.Version::definition).findFirst();
    }

    private List<WindowFigures.Version> versions(Scenario.Person person, LocalDate day) {
        return person.stays().stream().map(Scenario.Stay::plan).distinct()
                .flatMap(plan -> versions(person, plan).stream())
                .filter(version -> version.days().contains(day)).toList();
    }

    private DateRange periodOf(LocalDate day) {
        return scenario.periods().stream().filter(one -> one.contains(day)).findFirst()
                .orElseGet(() -> new DateRange(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1)));
    }

    // --- calculation

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
            indices.put(key(credit), columns.add(facts(credit, original)));
        }
        List<Participation> participations = new ArrayList<>();
        Map<String, WindowFigures> figures = new HashMap<>();
        EarnedBefore before = EarnedBefore.nothing();
        for (String plan : person.stays().stream().map(Scenario.Stay::plan).distinct().sorted().toList()) {
            participation(k, person, plan, figures).ifPresent(participations::add);
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

    /** The versions of a plan in force for someone, in order of time. */
    private List<WindowFigures.Version> versions(Scenario.Person person, String plan) {
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

    private Optional<Participation> participation(int k, Scenario.Person person, String plan,
            Map<String, WindowFigures> known) {
        DateRange period = scenario.periods().get(k);
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

    private WindowFigures figures(Scenario.Person person, List<WindowFigures.Version> versions, DateRange period) {
        List<WindowFigures.Version> here = versions.stream()
                .flatMap(version -> person.left().isEmpty()
                        ? java.util.stream.Stream.of(version)
                        : version.days().intersect(new DateRange(Dates.EARLIEST, person.left().get())).stream()
                                .map(days -> new WindowFigures.Version(version.definition(), days)))
                .toList();
        return new WindowFigures(here.isEmpty() ? versions : here, agreed(person, period), person.joined(), period,
                Simulation::isWorkingDay);
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
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
                    List<WindowFigures.Version> versions = versions(person, key.plan()).stream()
                            .filter(version -> version.days().from().isBefore(period.to())).toList();
                    Figures of = figures.computeIfAbsent(key.plan(),
                            plan -> figures(person, versions, period).byComponent()).get(key.component());
                    if (of != null && from.toEpochDay() >= of.since()) {
                        before.addWithoutCredit(key.plan(), key.component(), minor);
                    }
                }
            });
        }
    }

    private List<Outcome.Line> lines(Sheet sheet) {
        List<Outcome.Line> lines = new ArrayList<>();
        Lines written = sheet.lines();
        for (int i = 0; i < written.size(); i++) {
            Participation participation = sheet.payee().participations().get(written.participation(i));
            Component component = participation.component(written.component(i), written.segment(i)).orElseThrow();
            Currency currency = participation.segments().get(written.segment(i)).plan().definition().currency();
            Optional<Credit> credit = written.credit(i) == Lines.NO_CREDIT
                    ? Optional.empty()
                    : Optional.of(sheet.credits().get(written.credit(i)));
            Money amount = Money.ofMinor(written.amount(i), currency);
            lines.add(new Outcome.Line(participation.plan(), component, credit, written.kind(i),
                    written.measureBefore(i), amount, Money.ofMinor(written.uncut(i), currency), Optional.empty(),
                    scenario.explain()
                            ? Facts.of(LineFacts.of(participation, written, i, credit, sheet.derivations().get(i),
                                    sheet.figures().get(participation.plan()), amount))
                            : List.of()));
        }
        return lines;
    }

    // --- being paid

    private Outcome.PersonOutcome person(Sheet sheet, List<Outcome.Line> corrections,
            Cashbook cashbook) {
        Scenario.Person person = sheet.person();
        Currency currency = person.currency();
        DateRange period = sheet.period();
        List<Outcome.Line> lines = new ArrayList<>(lines(sheet));
        List<Outcome.Part> parts = parts(sheet);
        lines.addAll(corrections);
        Map<Pay, Tracked> earnings = tracked.computeIfAbsent(person.id(), one -> new LinkedHashMap<>());
        for (Outcome.Line line : lines) {
            LocalDate earnedOn = line.credit().map(Credit::eventDate).filter(day -> day.isBefore(period.to()))
                    .orElse(line.ofPeriod().orElse(period).lastDay());
            Pay pay = new Pay(line.plan(), line.component().id(), line.credit().map(Credit::event), earnedOn);
            earnings.computeIfAbsent(pay, one -> new Tracked(line, period.from() + "/" + earnings.size(), earnedOn))
                    .add(line);
        }
        List<Credit> credits = sheet.credits().stream().filter(one -> period.contains(one.eventDate())).toList();
        Optional<String> problem = sheet.lines().obstacle()
                .or(() -> unconvertible(lines, earnings.values(), currency, period))
                .or(() -> otherMoney(sheet));
        Balances before = balances.getOrDefault(person.id(), Balances.none(currency));
        Money zero = Money.zero(currency);
        if (problem.isPresent()) {
            return new Outcome.PersonOutcome(person.id(), problem, credits, List.of(), List.of(), zero, zero, zero,
                    zero, List.of(), zero, before);
        }
        Map<Currency, Position> became = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        for (Tracked one : earnings.values()) {
            Position now = Position.of(earning(one, cashbook), period.to());
            became.merge(now.payable().currency(), now.since(one.last), Position::plus);
            one.last = now;
        }
        PayRates rates = payRates(period);
        Map<Currency, Money> earned = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        lines.forEach(line -> earned.merge(line.amount().currency(), line.amount(), Money::plus));
        Money total = zero;
        Money payable = zero;
        Money uncollected = zero;
        Money heldBack = zero;
        for (Map.Entry<Currency, Position> one : became.entrySet()) {
            Money nothing = Money.zero(one.getKey());
            Exchange exchange = new Exchange(earned.getOrDefault(one.getKey(), nothing), nothing,
                    one.getValue().uncollected(), one.getValue().heldBack(), currency,
                    rates.of(one.getKey(), currency));
            total = total.plus(exchange.earnedInPay());
            payable = payable.plus(exchange.paid());
            uncollected = uncollected.plus(exchange.uncollectedInPay());
            heldBack = heldBack.plus(exchange.heldBackInPay());
        }
        boolean leaves = person.left().filter(day -> day.isAfter(period.from()) && !day.isAfter(period.to()))
                .isPresent();
        Settlement settlement = Settlement.of(payable, zero, zero, draw(person, period), before, leaves);
        balances.put(person.id(), settlement.balances());
        return new Outcome.PersonOutcome(person.id(), Optional.empty(), credits, lines, parts, total, payable,
                uncollected, heldBack, settlement.movements(), settlement.pay(), settlement.balances());
    }

    private Optional<String> unconvertible(List<Outcome.Line> lines, Collection<Tracked> earnings, Currency currency,
            DateRange period) {
        return java.util.stream.Stream
                .concat(lines.stream().map(Outcome.Line::amount), earnings.stream().map(one -> one.amount))
                .map(Money::currency)
                .filter(from -> payRates(period).of(from, currency).isEmpty()).findFirst()
                .map(from -> "There is no rate from %s to %s on %s.".formatted(from, currency, period.lastDay()));
    }

    private static Optional<String> otherMoney(Sheet sheet) {
        for (Participation participation : sheet.payee().participations()) {
            Currency of = participation.segments().getLast().plan().definition().currency();
            for (Credit credit : sheet.credits()) {
                if (!credit.amount().currency().equals(of) && sheet.payee().participations().size() == 1) {
                    return Optional.of("The event %s is in %s, and there is no rate to %s on its day.".formatted(
                            credit.event().externalId(), credit.amount().currency(), of));
                }
            }
        }
        return Optional.empty();
    }

    /** As a close pays: at the rate of the period's last day. */
    private PayRates payRates(DateRange period) {
        return (from, to) -> from.equals(to)
                ? Optional.of(new PayRate(BigDecimal.ONE, period.lastDay()))
                : rates.listedOn(from, to, period.lastDay()).map(one -> new PayRate(one.rate(), one.date()));
    }

    /** With what was booked, returned and received for its event, or for that of its original. */
    private static Earning earning(Tracked one, Cashbook cashbook) {
        Payment terms = one.component.payment();
        if (one.credit.isEmpty()) {
            return new Earning(one.key, one.component.id(), one.amount,
                    new Payment(Payment.On.BOOKING, terms.holdback(), terms.clawback()), one.earnedOn, one.amount,
                    List.of());
        }
        Credit credit = one.credit.get();
        if (credit.kind() != io.attain.sales.EventKind.BOOKING && credit.kind() != io.attain.sales.EventKind.RETURN) {
            // As a close does: what is neither booked nor the return of a booking waits for nothing.
            return new Earning(one.key, one.component.id(), one.amount, Payment.AT_ONCE, one.earnedOn, one.amount,
                    List.of());
        }
        EventKey original = credit.kind() == io.attain.sales.EventKind.RETURN
                ? credit.origin().map(Credit.Origin::event).orElse(credit.event())
                : credit.event();
        Money booked = cashbook.booked(original).orElse(credit.original());
        List<Cash> cash = switch (terms.on()) {
            case BOOKING -> List.of();
            case INVOICE -> cashbook.of(original, io.attain.sales.EventKind.INVOICE, booked.currency());
            case COLLECTION -> cashbook.of(original, io.attain.sales.EventKind.COLLECTION, booked.currency());
        };
        return new Earning(one.key, one.component.id(), one.amount, terms, one.earnedOn,
                cashbook.bookedOn(original).orElse(one.earnedOn), booked,
                cashbook.returned(original, booked.currency()), cash);
    }

    private List<Outcome.Part> parts(Sheet sheet) {
        return sheet.lines().totals().stream().map(total -> {
            Participation participation = sheet.payee().participations().get(total.participation());
            int last = IntStream.range(0, participation.segments().size())
                    .filter(s -> participation.component(total.component(), s).isPresent()).max().orElseThrow();
            Component component = participation.component(total.component(), last).orElseThrow();
            Currency currency = participation.segments().get(last).plan().definition().currency();
            return new Outcome.Part(participation.plan(), component, total.measure(), total.quota(), total.target(),
                    Money.ofMinor(total.earned(), currency), Money.ofMinor(total.before(), currency),
                    Money.ofMinor(total.cut(), currency));
        }).toList();
    }

    private Optional<DrawInForce> draw(Scenario.Person person, DateRange period) {
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
                        agreed(person, period), person.joined(), period, Simulation::isWorkingDay).target(),
                        versions.getLast().definition().currency());
                boolean gone = person.left().filter(day -> !day.isAfter(period.from())).isPresent();
                return gone
                        ? Optional.empty()
                        : Optional.of(DrawInForce.of(draw, target, DrawInForce.Stretch.of(draw, period,
                                new DateRange(in.from(), end), joined, Simulation::isWorkingDay),
                                Math.max(1, DrawInForce.days(draw, period, Simulation::isWorkingDay)))
                                .in(person.currency(), payRates(period)).orElseThrow());
            }
        }
        return Optional.empty();
    }
}
