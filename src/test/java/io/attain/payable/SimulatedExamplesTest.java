package io.attain.payable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import io.attain.fixtures.PlanArbitraries;
import io.attain.fixtures.Seeds;
import io.attain.plan.language.CreditSelection;
import io.attain.plan.language.Example;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanWriter;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Rate;
import io.attain.simulation.Outcome;
import io.attain.simulation.Outcome.PersonOutcome;
import io.attain.simulation.PlanSource;
import io.attain.simulation.ScenarioReader;
import io.attain.simulation.Simulation;

import static org.assertj.core.api.Assertions.assertThat;

/** What a simulation pays somebody in three months, or in one quarter, written down as an example of the plan, holds. */
class SimulatedExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate BEGIN = LocalDate.of(2017, 1, 1);
    private static final EnumSet<PayFigure> SEEN = EnumSet.noneOf(PayFigure.class);

    @Provide
    Arbitrary<PlanDefinition> plans() {
        return PlanArbitraries.plans();
    }

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void anExampleWrittenFromASimulatedOutcomeHolds(@ForAll("plans") PlanDefinition plan, @ForAll long seed)
            throws JsonProcessingException {
        Random random = new Random(seed);
        // Quotas and targets are given over windows in an example, and by dates in a scenario: over one quarter they agree,
        // but for those that a year is spread from.
        String written = PlanWriter.canonical(plan.promising(List.of()));
        if (written.contains("\"seasonal")) {
            return;
        }
        boolean figures = written.contains("arget") || written.contains("\"quota");
        List<Example.Event> events = events(plan, random);
        Outcome outcome = Simulation.run(ScenarioReader.read(scenario(plan, events, figures), PlanSource.NONE), 1);
        List<Example.Expected> expected = new ArrayList<>();
        for (Outcome.PeriodOutcome period : outcome.periods()) {
            PersonOutcome person = period.people().getFirst();
            if (person.problem().isPresent()) {
                return;
            }
            expected.add(new Example.Expected(Map.of(), Optional.of(rate(person.total())), List.of(), pay(person)));
        }
        Example example = new Example("simulated",
                Optional.of(new DateRange(BEGIN, BEGIN.plusMonths(figures ? 3 : 1))),
                new Example.Person("anna", "north", "rep", false, Optional.of(LocalDate.of(2016, 5, 1)),
                        figures ? Optional.of(Rate.of("9000")) : Optional.empty(),
                        figures ? Map.of("amount", Rate.of("700"), "deals", Rate.of("3")) : Map.of(),
                        Map.of("csat", Rate.of("4.6")), events),
                List.of(), new Example.Owed(Rate.of("100"), Rate.of("40")), expected.getFirst(),
                expected.subList(1, expected.size()));
        PlanDefinition promising = Promised.read(PlanWriter.canonical(plan.promising(List.of(example))));
        Promised.holds(promising, promising.examples().getFirst());
    }

    /** Else the property proves less than it says. */
    @AfterContainer
    static void everyFigureCameUp() {
        assertThat(SEEN).containsExactlyInAnyOrder(PayFigure.values());
    }

    private static Map<PayFigure, Rate> pay(PersonOutcome person) {
        Map<PayFigure, Rate> pay = new LinkedHashMap<>();
        pay.put(PayFigure.PAYABLE, rate(person.payable()));
        pay.put(PayFigure.UNCOLLECTED, rate(person.uncollected()));
        pay.put(PayFigure.HELD_BACK, rate(person.heldBack()));
        pay.put(PayFigure.DRAW_BALANCE, rate(person.balances().draw()));
        pay.put(PayFigure.RECEIVABLE_BALANCE, rate(person.balances().clawback()));
        pay.put(PayFigure.PAID, rate(person.paid()));
        for (Movement movement : person.movements()) {
            switch (movement) {
                case Movement.Advanced one -> pay.put(PayFigure.ADVANCED, rate(one.amount()));
                case Movement.Guaranteed one -> pay.put(PayFigure.GUARANTEED, rate(one.amount()));
                case Movement.Recovered one -> pay.put(PayFigure.RECOVERED, rate(one.amount()));
                case Movement.ReceivableTaken one -> pay.put(PayFigure.TAKEN, rate(one.amount()));
                case Movement.CarriedAsReceivable one -> pay.put(PayFigure.CARRIED, rate(one.amount()));
                case Movement.DrawBecomesReceivable one -> throw new AssertionError(one);
                case Movement.Held one -> throw new AssertionError(one);
            }
        }
        pay.forEach((figure, amount) -> {
            if (amount.value().signum() != 0) {
                SEEN.add(figure);
            }
        });
        return pay;
    }

    private static Rate rate(Money money) {
        return new Rate(money.toDecimal());
    }

    /** Of one person, each on a day of its own; what follows a booking says all that the booking says. */
    private static List<Example.Event> events(PlanDefinition plan, Random random) {
        List<Example.Event> events = new ArrayList<>();
        List<Example.Event> sold = new ArrayList<>();
        int digits = plan.currency().getDefaultFractionDigits();
        for (LocalDate day = BEGIN.plusDays(random.nextInt(9)); day.isBefore(BEGIN.plusMonths(3)); day = day
                .plusDays(1 + random.nextInt(9))) {
            Example.Kind kind = sold.isEmpty() || random.nextBoolean()
                    ? Example.Kind.BOOKING
                    : List.of(Example.Kind.RETURN, Example.Kind.INVOICE, Example.Kind.COLLECTION, Example.Kind.STAGE)
                            .get(random.nextInt(4));
            boolean follows = kind != Example.Kind.BOOKING && kind != Example.Kind.STAGE;
            Example.Event original = follows ? sold.get(random.nextInt(sold.size())) : null;
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("event", "e" + events.size());
            fields.put("product", original == null
                    ? List.of("GTX Pro", "other").get(random.nextInt(2))
                    : original.fields().get("product"));
            fields.put("account", original == null
                    ? List.of("Acme", "Bolt").get(random.nextInt(2))
                    : original.fields().get("account"));
            String sign = kind == Example.Kind.RETURN ? "-" : "";
            fields.put("quantity", sign + (1 + random.nextInt(4)));
            fields.put("margin", sign + BigDecimal.valueOf(random.nextInt(90_000), digits).toPlainString());
            fields.put("seats", original == null ? "" + random.nextInt(40) : original.fields().get("seats"));
            Rate amount = new Rate(BigDecimal.valueOf(10_000 + random.nextInt(900_000), digits));
            Example.Event event = new Example.Event(day, kind, CreditSelection.Role.DIRECT,
                    Optional.of(kind == Example.Kind.RETURN ? new Rate(amount.value().negate()) : amount),
                    Optional.empty(), original == null ? Optional.empty() : original.name(), fields);
            events.add(event);
            if (kind == Example.Kind.BOOKING) {
                sold.add(event);
            }
        }
        return events;
    }

    private static String scenario(PlanDefinition plan, List<Example.Event> events, boolean figures)
            throws JsonProcessingException {
        ObjectNode scenario = JSON.createObjectNode();
        scenario.putArray("plans").add(JSON.readTree(PlanWriter.canonical(plan.promising(List.of()))));
        ObjectNode person = scenario.putArray("participants").addObject().put("id", "anna").put("team", "north")
                .put("role", "rep").put("joined", "2016-05-01").put("currency", plan.currency().getCurrencyCode());
        if (figures) {
            person.put("target", "36500");
            ArrayNode quotas = scenario.putArray("quotas");
            quotas.addObject().put("participant", "anna").put("name", "amount").put("from", "2017-01-01")
                    .put("to", "2017-04-01").put("amount", "700");
            quotas.addObject().put("participant", "anna").put("name", "deals").put("from", "2017-01-01")
                    .put("to", "2017-04-01").put("amount", "3");
        }
        ArrayNode kpis = scenario.putArray("kpis");
        for (int month = 1; month <= 3; month++) {
            // An example gives what is read in each period.
            kpis.addObject().put("name", "csat").put("value", "4.6").put("date", "2017-0" + month + "-01");
        }
        scenario.putArray("opening").addObject().put("participant", "anna").put("draw", "100").put("clawback", "40");
        scenario.putObject("periods").put("calendar", figures ? "quarter" : "month").put("from", "2017-01-01")
                .put("to", "2017-04-01");
        ArrayNode all = scenario.putArray("events");
        for (Example.Event event : events) {
            ObjectNode node = all.addObject().put("id", event.name().orElseThrow()).put("kind", event.kind().key())
                    .put("date", event.on().toString()).put("currency", plan.currency().getCurrencyCode())
                    .put("amount", event.amount().orElseThrow().toString())
                    .put("product", event.fields().get("product")).put("account", event.fields().get("account"))
                    .put("margin", event.fields().get("margin")).put("quantity", event.fields().get("quantity"));
            event.refersTo().ifPresentOrElse(original -> node.put("refersTo", original),
                    () -> node.put("seller", "anna"));
            node.putObject("attributes").put("seats", event.fields().get("seats"));
        }
        return scenario.toString();
    }
}
