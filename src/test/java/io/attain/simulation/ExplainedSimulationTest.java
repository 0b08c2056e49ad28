package io.attain.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.explanation.Explained;
import io.attain.calculation.explanation.Fact;
import io.attain.fixtures.PlanArbitraries;
import io.attain.fixtures.Seeds;
import io.attain.payable.MovementWords;
import io.attain.plan.language.PlanDefinition;
import io.attain.plan.language.PlanWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random plans of every construct, amended in mid-period, over three months of random events, some known late: every line
 * is explained to its amount.
 */
class ExplainedSimulationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate BEGIN = LocalDate.of(2017, 1, 1);
    private static final List<String> PEOPLE = List.of("anna", "li-wei", "boss");
    private static final List<String> PRODUCTS = List.of("GTX Pro", "MG Special", "other");

    private static final Set<String> SEEN = new TreeSet<>();

    @Property(tries = 500 * Seeds.TIMES, seed = Seeds.SEED)
    void everyLineOfARandomScenarioIsExplainedToItsAmount(@ForAll("plans") PlanDefinition plan,
            @ForAll("plans") PlanDefinition amended, @ForAll long seed) {
        String request = request(plan, amended, new Random(seed));
        Outcome outcome = Simulation.run(ScenarioReader.read(request, PlanSource.NONE), 1);
        outcome.periods().forEach(period -> period.people().forEach(person -> {
            person.lines().forEach(line -> {
                // That the arithmetic ends at the amount is checked where the facts are put together.
                assertThat(line.explanation()).filteredOn(Fact.Comes.class::isInstance).singleElement()
                        .isEqualTo(new Fact.Comes(line.amount()));
                line.explanation().forEach(fact -> {
                    SEEN.add(fact.kind());
                    Explained.said(fact, line.amount().currency());
                });
            });
            person.movements().forEach(movement -> {
                assertThat(MovementWords.of(movement, Locale.ENGLISH)).endsWith(".");
                assertThat(MovementWords.of(movement, Locale.CHINESE)).endsWith("。");
            });
        }));
    }

    /** Else the property proves less than it says. */
    @AfterContainer
    static void everyKindOfStepCameUp() {
        Set<String> steps = new TreeSet<>();
        for (Class<?> step : DerivationStep.class.getPermittedSubclasses()) {
            steps.add(step.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
        }
        assertThat(SEEN).containsAll(steps).contains("event", "credited", "by-plan", "quota-made", "corrects", "comes",
                "paid-when");
    }

    @Provide
    Arbitrary<PlanDefinition> plans() {
        return PlanArbitraries.plans();
    }

    private static String request(PlanDefinition plan, PlanDefinition amended, Random random) {
        try {
            ObjectNode request = JSON.createObjectNode().put("explain", true);
            ArrayNode plans = request.putArray("plans");
            plans.add(version(plan, "2017-01-01"));
            if (random.nextBoolean()) {
                ObjectNode second = version(amended, "2017-02-15");
                second.put("currency", plan.currency().getCurrencyCode());
                // Its amounts must have the digits of the currency.
                if (plan.currency().equals(amended.currency())) {
                    plans.add(second);
                }
            }
            ArrayNode people = request.putArray("participants");
            for (String id : PEOPLE) {
                ObjectNode person = people.addObject().put("id", id).put("currency", plan.currency().getCurrencyCode())
                        .put("target", "40000").put("team", random.nextBoolean() ? "north" : "south")
                        .put("role", random.nextBoolean() ? "rep" : "lead");
                if (!id.equals("boss")) {
                    person.put("manager", "boss");
                }
                if (random.nextInt(3) == 0) {
                    person.put("joined", BEGIN.plusDays(random.nextInt(40)).toString());
                } else {
                    person.put("joined", "2016-05-01");
                }
                if (random.nextInt(4) == 0) {
                    person.put("left", BEGIN.plusDays(50 + random.nextInt(30)).toString());
                }
            }
            request.putObject("periods").put("calendar", "month").put("from", "2017-01-01").put("to", "2017-04-01");
            ArrayNode quotas = request.putArray("quotas");
            for (String name : List.of("amount", "deals")) {
                quotas.addObject().put("name", name).put("from", "2017-01-01").put("to", "2018-01-01").put("amount",
                        Integer.toString(1 + random.nextInt(100_000)));
            }
            ArrayNode kpis = request.putArray("kpis");
            kpis.addObject().put("name", "csat").put("value", "4." + random.nextInt(10)).put("date", "2017-01-01");
            events(request.putArray("events"), plan, random);
            return request.toString();
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ObjectNode version(PlanDefinition plan, String from)
            throws com.fasterxml.jackson.core.JsonProcessingException {
        ObjectNode node = (ObjectNode) JSON.readTree(PlanWriter.canonical(plan));
        node.put("id", "random");
        ObjectNode effective = node.putObject("effective");
        effective.put("from", from);
        node.remove("examples");
        return node;
    }

    private static void events(ArrayNode events, PlanDefinition plan, Random random) {
        List<String> sold = new ArrayList<>();
        int digits = plan.currency().getDefaultFractionDigits();
        LocalDate day = BEGIN;
        for (int i = 0; i < 25; i++) {
            day = day.plusDays(random.nextInt(6));
            if (!day.isBefore(BEGIN.plusMonths(3))) {
                return;
            }
            ObjectNode event = events.addObject().put("id", "E" + i).put("date", day.toString()).put("currency",
                    plan.currency().getCurrencyCode());
            if (random.nextInt(4) == 0) {
                event.put("recordedOn", day.plusDays(random.nextInt(40)).toString());
            }
            if (!sold.isEmpty() && random.nextInt(4) == 0) {
                event.put("kind", random.nextInt(3) == 0 ? "collection" : "return").put("refersTo",
                        sold.get(random.nextInt(sold.size())));
                if (event.get("kind").asText().equals("collection") || random.nextBoolean()) {
                    event.put("amount", java.math.BigDecimal.valueOf(1 + random.nextInt(9_000), 0).setScale(digits)
                            .toPlainString());
                }
                continue;
            }
            String kind = List.of("booking", "booking", "booking", "invoice", "stage", "activity")
                    .get(random.nextInt(6));
            event.put("kind", kind).put("seller", PEOPLE.get(random.nextInt(2))).put("product",
                    PRODUCTS.get(random.nextInt(3))).put("account", "A" + random.nextInt(4)).put("amount",
                            java.math.BigDecimal.valueOf(10_000L + random.nextInt(9_000_000), digits).toPlainString())
                    .put("margin", java.math.BigDecimal.valueOf(random.nextInt(900_000), digits).toPlainString())
                    .put("quantity", Integer.toString(1 + random.nextInt(9)));
            event.putObject("attributes").put("seats", Integer.toString(random.nextInt(40))).put("campaign", "spring");
            if (kind.equals("booking")) {
                sold.add("E" + i);
            }
            if (kind.equals("booking") && random.nextInt(5) == 0) {
                event.putObject("split").put("anna", "60").put("li-wei", "40");
            }
        }
    }
}
