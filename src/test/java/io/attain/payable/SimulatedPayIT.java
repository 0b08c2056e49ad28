package io.attain.payable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.calculation.DemoFiles;
import io.attain.calculation.Run;
import io.attain.calculation.RunKind;
import io.attain.calculation.Runs;
import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.plan.Plans;
import io.attain.plan.language.Example;
import io.attain.plan.language.PayFigure;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanWriter;
import io.attain.sales.CsvFiles;
import io.attain.sales.Imports;
import io.attain.shared.Finding;
import io.attain.shared.Money;
import io.attain.shared.Rate;
import io.attain.simulation.Outcome;
import io.attain.simulation.Outcome.PersonOutcome;
import io.attain.simulation.PlanSource;
import io.attain.simulation.ScenarioReader;
import io.attain.simulation.Simulation;
import io.attain.statement.Statements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a simulation pays is what closes pay: commission on cash with a holdback, a bonus that is kept back, a draw,
 * returns, and word that comes a quarter late.
 */
class SimulatedPayIT extends PostgresIT {

    private static final String PLAN = """
            {"language": "attain/1", "id": "reps", "name": "Reps", "currency": "%s", "calendar": "quarters",
             "effective": {"from": "2017-01-01"},
             "components": [
              {"id": "year", "name": "Commission", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "year-to-date", "payable": {"on": "collection", "holdback": {"share": "0.15", "days": 45}},
               "pay": {"type": "retroactive-tiers", "on": "measure",
                 "tiers": [{"from": "0", "rate": "0.0333"}, {"from": "10000", "rate": "0.0777"}]}},
              {"id": "bonus", "name": "Bonus", "credits": {"roles": ["direct"]}, "measure": "amount",
               "window": "period", "payable": {"holdback": {"share": "0.25", "days": 30}},
               "pay": {"type": "bonus-steps", "on": "measure", "pays": "highest",
                 "steps": [{"from": "3000", "amount": "301.01"}]}}],
             "pay": {"draw": {"type": "recoverable", "amount": "400"}}}
            """;

    /** What is heard of in each quarter: id, kind, date, seller, amount, what it refers to. */
    private static final List<List<String>> HEARD = List.of(
            List.of("B1,booking,2017-01-10,Moses Frase,6000.07,", "B2,booking,2017-02-03,Anna Snelling,3333.33,",
                    "C1,collection,2017-02-10,,1000.01,B1", "R1,return,2017-03-01,,500.01,B1"),
            List.of("L1,booking,2017-03-10,Moses Frase,5000.55,", "LC,collection,2017-03-15,,1234.56,L1",
                    "C2,collection,2017-04-05,,2000,B1", "C3,collection,2017-04-06,,777.77,B2",
                    "R2,return,2017-05-01,,3333.33,B2", "B3,booking,2017-05-05,Anna Snelling,9000,"),
            List.of("C4,collection,2017-07-01,,2500.05,B1", "C5,collection,2017-07-02,,3765.99,L1",
                    "LR,return,2017-06-20,,100.1,B3", "B4,booking,2017-08-08,Moses Frase,100,",
                    "C6,collection,2017-08-10,,8899.9,B3"));

    private static final List<String> RATES = List.of("EUR,USD,2017-03-30,1.0691", "EUR,USD,2017-05-02,1.0777",
            "EUR,USD,2017-06-30,1.1412", "EUR,USD,2017-09-30,1.1806", "EUR,USD,2017-10-01,9");

    @Autowired
    private DemoFiles demo;
    @Autowired
    private Imports imports;
    @Autowired
    private Periods periods;
    @Autowired
    private Runs runs;
    @Autowired
    private Payables payables;
    @Autowired
    private RealExamples examples;
    @Autowired
    private Plans plans;
    @Autowired
    private Statements statements;

    private void twoRepsInAPlan(String currency) {
        sweep();
        Quarters.define(periods, 3);
        CsvFiles.organisation(imports);
        demo.publish(PLAN.formatted(currency));
        upload("participant,plan,from,to\nMoses Frase,reps,2017-01-01,\nAnna Snelling,reps,2017-01-01,\n");
    }

    @Test
    void aSimulationPaysToTheCentWhatThreeClosesPay() throws JsonProcessingException {
        List<Map<String, String>> closed = closedAsSimulated("USD");
        assertThat(closed).allSatisfy(people -> assertThat(people).containsOnlyKeys("moses-frase", "anna-snelling"));
    }

    @Test
    void soItDoesWhereAPlanCountsInAnotherCurrencyThanItsPeopleArePaidIn() throws JsonProcessingException {
        assertThat(closedAsSimulated("EUR")).allSatisfy(people -> assertThat(people.values())
                .allSatisfy(said -> assertThat(said).contains("USD").doesNotContain("EUR")));
    }

    @Test
    void whatWasReallyPaidIsWrittenDownAsAnExampleThatHolds() throws JsonProcessingException {
        twoRepsInAPlan("USD");
        PlanDefinition plan = plans.all().getFirst().definition();
        List<Example> written = new ArrayList<>();
        for (int quarter = 1; quarter <= 3; quarter++) {
            PeriodId period = Quarters.quarter(quarter).id();
            upload("id,kind,date,seller,amount,currency,refers_to\n" + String.join("\n", HEARD.get(quarter - 1).stream()
                    .map(row -> row.replaceFirst(",([^,]*)$", ",USD,$1")).toList()) + "\n");
            Map<String, String> closed = close(period);
            for (ParticipantId who : List.of(new ParticipantId("moses-frase"), new ParticipantId("anna-snelling"))) {
                Example example = examples.of(plan.promising(written), who, period);
                assertThat(example.all()).hasSize(quarter);
                if (quarter == 1) {
                    assertThat(said(example.expected())).isEqualTo(closed.get(who.value()));
                }
                written.add(example);
            }
        }
        ObjectNode knownAtOnce = (ObjectNode) new ObjectMapper().readTree(scenario("USD"));
        knownAtOnce.get("events").forEach(event -> ((ObjectNode) event).remove("recordedOn"));
        Outcome outcome = Simulation.run(ScenarioReader.read(knownAtOnce.toString(), PlanSource.NONE), 1);
        for (int quarter = 1; quarter <= 3; quarter++) {
            for (PersonOutcome one : outcome.periods().get(quarter - 1).people()) {
                Example last = written.get(one.participant().value().equals("moses-frase") ? 4 : 5);
                assertThat(said(last.all().get(quarter - 1))).isEqualTo(said(one.total(), one.uncollected(),
                        one.heldBack(), one.paid(), one.balances()));
            }
        }
        String promising = PlanWriter.canonical(plan.promising(written));
        acting.as(People.CORA, () -> {
            assertThat(plans.check(promising)).noneMatch(Finding::isError);
        });
    }

    private static String said(Example.Expected expected) {
        return said(usd(expected.total().orElseThrow()), usd(expected, PayFigure.UNCOLLECTED),
                usd(expected, PayFigure.HELD_BACK), usd(expected, PayFigure.PAID),
                new Balances(usd(expected, PayFigure.DRAW_BALANCE), usd(expected, PayFigure.RECEIVABLE_BALANCE)));
    }

    private static Money usd(Example.Expected expected, PayFigure figure) {
        return usd(expected.pay().getOrDefault(figure, Rate.ZERO));
    }

    private static Money usd(Rate amount) {
        return Money.of(amount.value(), Currency.getInstance("USD"));
    }

    private List<Map<String, String>> closedAsSimulated(String currency) throws JsonProcessingException {
        twoRepsInAPlan(currency);
        List<Map<String, String>> closed = new ArrayList<>();
        upload("from,to,date,rate\n" + String.join("\n", RATES) + "\n");
        for (int quarter = 1; quarter <= 3; quarter++) {
            upload("id,kind,date,seller,amount,currency,refers_to\n" + String.join("\n", HEARD.get(quarter - 1).stream()
                    .map(row -> row.replaceFirst(",([^,]*)$", "," + currency + ",$1")).toList()) + "\n");
            closed.add(close(Quarters.quarter(quarter).id()));
        }
        Outcome outcome = Simulation.run(ScenarioReader.read(scenario(currency), PlanSource.NONE), 1);
        List<Map<String, String>> simulated = outcome.periods().stream().map(period -> {
            Map<String, String> people = new TreeMap<>();
            period.people().forEach(one -> people.put(one.participant().value(),
                    said(one.total(), one.uncollected(), one.heldBack(), one.paid(), one.balances())));
            return people;
        }).toList();
        assertThat(simulated).isEqualTo(closed);
        return closed;
    }

    private static String said(Object earned, Object uncollected, Object heldBack, Object paid, Object balances) {
        return "earned %s, uncollected %s, held back %s, paid %s, %s".formatted(earned, uncollected, heldBack, paid,
                balances);
    }

    private Map<String, String> close(PeriodId period) {
        periods.transition(period, PeriodState.CLOSING);
        Run run = runs.freeze(period, RunKind.CLOSE);
        IntStream.range(0, run.chunks()).forEach(chunk -> runs.calculateChunk(run.id(), chunk));
        runs.finish(run.id());
        Map<String, String> people = new TreeMap<>();
        payables.of(period, run.id()).forEach(one -> people.put(one.participant().value(),
                said(one.earned().plus(one.adjustments()), one.uncollected(), one.heldBack(), one.settlement().pay(),
                        one.settlement().balances())));
        runs.accept(run.id());
        statements.publish(run.id());
        periods.transition(period, PeriodState.LOCKED);
        return people;
    }

    private static String scenario(String currency) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode scenario = json.createObjectNode();
        scenario.set("plan", json.readTree(PLAN.formatted(currency)));
        ArrayNode people = scenario.putArray("participants");
        List.of("moses-frase", "anna-snelling").forEach(
                who -> people.addObject().put("id", who).put("joined", "2015-01-01").put("currency", "USD"));
        ArrayNode rates = scenario.putArray("rates");
        for (String row : RATES) {
            String[] fields = row.split(",");
            rates.addObject().put("from", fields[0]).put("to", fields[1]).put("date", fields[2]).put("rate", fields[3]);
        }
        ArrayNode quarters = scenario.putArray("periods");
        ArrayNode events = scenario.putArray("events");
        for (int quarter = 1; quarter <= 3; quarter++) {
            LocalDate from = LocalDate.of(2017, quarter * 3 - 2, 1);
            quarters.addObject().put("from", from.toString()).put("to", from.plusMonths(3).toString());
            for (String row : HEARD.get(quarter - 1)) {
                String[] fields = row.split(",", -1);
                ObjectNode event = events.addObject().put("id", fields[0]).put("kind", fields[1])
                        .put("date", fields[2]).put("amount", fields[4]);
                if (LocalDate.parse(fields[2]).isBefore(from)) {
                    event.put("recordedOn", from.toString());
                }
                Optional.of(fields[3]).filter(name -> !name.isEmpty())
                        .ifPresent(name -> event.put("seller", name.toLowerCase(Locale.ROOT).replace(' ', '-')));
                Optional.of(fields[5]).filter(of -> !of.isEmpty()).ifPresent(of -> event.put("refersTo", of));
            }
        }
        return json.writeValueAsString(scenario);
    }

    private void upload(String text) {
        acting.as(People.CORA, () -> CsvFiles.upload(imports, text));
    }
}
