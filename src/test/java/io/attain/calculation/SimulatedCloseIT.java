package io.attain.calculation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.crediting.Splits;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.Quotas;
import io.attain.period.Periods;
import io.attain.plan.Assignments;
import io.attain.plan.PlanVersion;
import io.attain.plan.language.PlanWriter;
import io.attain.sales.Deals;
import io.attain.shared.DateRange;
import io.attain.simulation.Outcome;
import io.attain.simulation.PlanSource;
import io.attain.simulation.ScenarioReader;
import io.attain.simulation.Simulation;

import static org.assertj.core.api.Assertions.assertThat;

/** A quarter of the demo, closed and simulated from the same deals, splits, quotas and plan: the same lines and totals. */
class SimulatedCloseIT extends PostgresIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private DemoFiles demo;

    @Autowired
    private Runs runs;

    @Autowired
    private Periods periods;

    @Autowired
    private Participants participants;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Quotas quotas;

    @Autowired
    private Deals deals;

    @Autowired
    private Splits splits;

    private PlanVersion published;

    @BeforeEach
    void theDemo() {
        sweep();
        Quarters.define(periods, 4);
        demo.organisation();
        published = demo.publish(DemoFiles.plan());
    }

    @Test
    void simulatesToTheLinesAndTotalsOfTheClose() throws JsonProcessingException {
        DateRange quarter = Quarters.quarter(2).span();
        Run run = runs.dryRun(Quarters.Q2);
        Map<String, List<String>> closed = new TreeMap<>();
        for (ParticipantId who : runs.participants(run.id())) {
            List<String> said = new ArrayList<>();
            runs.linesOf(run.id(), who).forEach(line -> said.add("%s %s %s %s %s %s".formatted(
                    line.planVersion().plan(), line.component(), line.kind(),
                    line.event().map(Object::toString).orElse("-"), line.amount(), line.uncut())));
            said.add("total " + runs.resultOf(run.id(), who).orElseThrow().total());
            closed.put(who.value(), said);
        }

        Outcome outcome = Simulation.run(ScenarioReader.read(request(quarter), PlanSource.NONE), 2);

        Map<String, List<String>> simulated = new TreeMap<>();
        for (Outcome.PersonOutcome person : outcome.periods().getFirst().people()) {
            assertThat(person.problem()).isEmpty();
            List<String> said = new ArrayList<>();
            person.lines().forEach(line -> said.add("%s %s %s %s %s %s".formatted(line.plan(),
                    line.component().id(), line.kind(),
                    line.credit().map(credit -> credit.event().toString()).orElse("-"), line.amount(),
                    line.uncut())));
            said.add("total " + person.total());
            simulated.put(person.participant().value(), said);
        }
        assertThat(simulated).isEqualTo(closed);
        assertThat(closed).hasSize(35);
        assertThat(run.lines()).isGreaterThan(1000);
    }

    private String request(DateRange quarter) throws JsonProcessingException {
        ObjectNode request = JSON.createObjectNode();
        request.putArray("plans").add(JSON.readTree(PlanWriter.canonical(published.definition())));
        ArrayNode people = request.putArray("participants");
        assignments.all(quarter).stream().map(one -> one.participant()).distinct().forEach(who -> {
            ObjectNode person = people.addObject().put("id", who.value())
                    .put("currency", participants.get(who).currency().getCurrencyCode())
                    .put("joined", participants.get(who).employed().from().toString());
            ArrayNode stays = person.putArray("plans");
            assignments.of(who, quarter).forEach(one -> dated(stays.addObject().put("plan", one.plan().value()),
                    one.range().from(), one.range().to(), one.range().isOpenEnded()));
        });
        request.putArray("periods").addObject().put("from", quarter.from().toString()).put("to",
                quarter.to().toString());
        ArrayNode agreed = request.putArray("quotas");
        quotas.all(quarter).forEach(quota -> dated(agreed.addObject().put("participant", quota.participant().value())
                .put("name", quota.measure()).put("amount", quota.amount().toDecimal().toPlainString()),
                quota.window().from(), quota.window().to(), false));
        ArrayNode events = request.putArray("events");
        deals.eventsOf(quarter, event -> {
            ObjectNode node = events.addObject().put("source", event.key().source()).put("id",
                    event.key().externalId()).put("date", event.eventDate().toString())
                    .put("seller", event.seller().orElseThrow().value()).put("product", event.product())
                    .put("amount", event.amount().toDecimal().toPlainString());
            event.account().ifPresent(account -> node.put("account", account));
            splits.of(event.key()).ifPresent(split -> {
                ObjectNode shares = node.putObject("split");
                split.shares().forEach(
                        share -> shares.put(share.participant().value(), share.percent().toPlainString()));
            });
        });
        return JSON.writeValueAsString(request);
    }

    private static void dated(ObjectNode node, LocalDate from, LocalDate to, boolean open) {
        node.put("from", from.toString());
        if (!open) {
            node.put("to", to.toString());
        }
    }
}
