package io.attain.calculation.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import io.attain.calculation.engine.Participation.Figures;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.EventKind;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanReader;
import io.attain.shared.DateRange;
import io.attain.shared.Money;

import static io.attain.calculation.engine.PlanFixtures.USD;

/** One component of a plan in US dollars, written in the plan language, and who is calculated in it in a quarter. */
final class PublishedExamples {

    static final LocalDate APRIL = LocalDate.of(2017, 4, 1);
    static final DateRange SECOND_QUARTER = DateRange.of(APRIL, LocalDate.of(2017, 7, 1));

    private final PlanDefinition plan;
    private final Vocabulary vocabulary;
    private final List<Payee> group = new ArrayList<>();
    private long quota;
    private long target;
    private LocalDate since = APRIL;
    private EarnedBefore before = EarnedBefore.nothing();
    private List<Reading> readings = List.of();

    private PublishedExamples(PlanDefinition plan) {
        this.plan = plan;
        this.vocabulary = Vocabulary.of(List.of(plan));
    }

    /** @param component its JSON members but for id and name */
    static PublishedExamples of(String component) {
        return new PublishedExamples(plan(component));
    }

    static PlanDefinition plan(String component) {
        return switch (PlanReader.read("""
				{"language": "attain/1", "id": "example", "name": "Example", "currency": "USD", "calendar": "quarters",
				 "effective": {"from": "2017-01-01"},
				 "components": [{"id": "commission", "name": "Commission", %s}]}""".formatted(component))) {
            case PlanReader.Readable readable -> readable.definition();
            case PlanReader.Unreadable unreadable -> throw new AssertionError(unreadable.findings());
        };
    }

    PublishedExamples quota(String major) {
        quota = minor(major);
        return this;
    }

    PublishedExamples target(String major) {
        target = minor(major);
        return this;
    }

    PublishedExamples since(LocalDate day) {
        since = day;
        return this;
    }

    PublishedExamples before(int credit, String major) {
        before.add("example", "commission", credit, minor(major));
        return this;
    }

    PublishedExamples beforeWithoutCredit(String major) {
        before.addWithoutCredit("example", "commission", minor(major));
        return this;
    }

    PublishedExamples reads(String name, String value) {
        readings = new ArrayList<>(readings);
        readings.add(new Reading(name, APRIL, new BigDecimal(value)));
        return this;
    }

    /** Adds someone with credits. */
    PublishedExamples with(String id, Set<String> below, List<CreditFacts> credits) {
        CreditColumns columns = new CreditColumns(vocabulary);
        credits.forEach(columns::add);
        Participation participation = Participation.of(
                List.of(new Participation.Segment(CompiledPlan.compile(plan, vocabulary), 0, Integer.MAX_VALUE)),
                Map.of("commission", new Figures(quota, target, (int) since.toEpochDay())), 0);
        group.add(new Payee(id, "", "", Optional.empty(), Optional.empty(), below, columns, List.of(participation),
                before, readings));
        return this;
    }

    /** The lines of each, in the order in which they were added. */
    List<Lines> lines() {
        List<Lines> lines = IntStream.range(0, group.size()).mapToObj(i -> new Lines()).toList();
        new Calculator().calculate(group, SECOND_QUARTER, lines);
        return lines;
    }

    /** The lines of one who has these credits. */
    Lines lines(List<CreditFacts> credits) {
        return with("ann", Set.of(), credits).lines().getFirst();
    }

    List<Money> pays(List<CreditFacts> credits) {
        return amounts(lines(credits));
    }

    static List<Money> amounts(Lines lines) {
        return IntStream.range(0, lines.size()).mapToObj(line -> Money.ofMinor(lines.amount(line), USD)).toList();
    }

    static Money total(Lines lines) {
        return amounts(lines).stream().reduce(Money.zero(USD), Money::plus);
    }

    static CreditFacts booking(String event, LocalDate on, String major) {
        return of(EventKind.BOOKING, event, on, major, -1);
    }

    static CreditFacts of(EventKind kind, String event, LocalDate on, String major, int original) {
        long amount = minor(major);
        return new CreditFacts(event, (int) on.toEpochDay(), CreditSelection.Role.DIRECT, kind, amount,
                Optional.empty(), 0, BigDecimal.ONE, amount < 0 ? -CreditFacts.ONE : CreditFacts.ONE, original,
                OptionalInt.empty(), field -> "");
    }

    static List<CreditFacts> sales(List<String> amounts) {
        return amounts.stream().map(amount -> booking("", APRIL, amount)).toList();
    }

    static long minor(String major) {
        return Money.of(new BigDecimal(major).setScale(2), USD).minor();
    }

    /** Tiers of the worked examples in the words of the language. */
    static String tiers(JsonNode example, String from, String pays) {
        List<String> tiers = new ArrayList<>();
        example.at("/plan/tiers").forEach(tier -> tiers.add("""
				{"from": %s, "%s": %s}""".formatted(tier.get(from), pays, tier.get(pays))));
        return String.join(",", tiers);
    }
}
