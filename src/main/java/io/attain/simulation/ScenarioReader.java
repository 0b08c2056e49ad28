package io.attain.simulation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.calculation.engine.Reading;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Responsibility;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.plan.language.PlanDefinition;
import io.attain.shared.DateRange;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads a scenario as it streams in, with everything that is wrong with it. */
public final class ScenarioReader {

    /** In bytes. */
    public static final long MOST_BYTES = 50_000_000;

    private static final Currency DOLLAR = Currency.getInstance("USD");

    private ScenarioReader() {}

    /**
     * @throws ScenarioTooLarge when it has more than {@link #MOST_BYTES}
     * @throws ScenarioRefused  naming everything that is wrong with it, up to 100 mistakes
     */
    public static Scenario read(InputStream document, PlanSource versions) {
        return scenario(new ScenarioDocument(document), versions);
    }

    /** The same for a text. */
    public static Scenario read(String document, PlanSource versions) {
        return read(new ByteArrayInputStream(document.getBytes(UTF_8)), versions);
    }

    private static Scenario scenario(ScenarioDocument document, PlanSource versions) {
        Optional<Currency> named = document.value("currency").flatMap(Node::currency);
        boolean explain = document.value("explain").map(Node::yes).orElse(false);
        PlanEntries planEntries = new PlanEntries(versions, named.orElse(DOLLAR), document.findings());
        document.value("plan").ifPresent(planEntries::take);
        document.list("plans").forEach(planEntries::take);
        if (document.value("plan").isEmpty() && document.list("plans").isEmpty()) {
            document.findings().add("/plan", "There is no plan.",
                    "Write one inline, or the version of one, like \"field-sales/1\".");
        }
        List<PlanDefinition> plans = planEntries.plans();
        // Amounts that name no currency are in that of the first plan.
        Currency currency = named.orElse(plans.isEmpty() ? DOLLAR : plans.getFirst().currency());
        List<DateRange> periods = new PeriodEntries(document).read();
        PeopleEntries people = new PeopleEntries(document, plans, periods, currency);
        document.list("participants").forEach(people::take);
        CreditingEntries crediting = new CreditingEntries(document, people);
        CreditRules rules = crediting.rules();
        EventEntries eventEntries = new EventEntries(document, people, currency);
        List<Scenario.Recorded> events = eventEntries.read(periods.getFirst().from());
        document.list("splits").forEach(eventEntries::split);
        people.atLeastOne();
        Map<ParticipantId, List<Reading>> readings = people.readings();
        PeopleEntries.readingsOf(events, readings);
        List<Scenario.QuotaRow> quotas = people.quotas();
        List<Responsibility> responsibilities = document.list("owners").stream()
                .flatMap(entry -> crediting.owner(entry).stream()).toList();
        List<Responsibilities.Located> territories = document.list("accountTerritories").stream()
                .flatMap(entry -> CreditingEntries.located(entry).stream()).toList();
        List<ExchangeRates.Listed> rates = document.list("rates").stream()
                .flatMap(entry -> CreditingEntries.rate(entry).stream()).toList();
        Map<ParticipantId, Balances> opening = people.opening();
        document.findings().throwIfAny();
        return new Scenario(plans, people.people(), quotas, readings, eventEntries.splits(), rules, rates,
                responsibilities, territories, events, periods, opening, explain, document.digest());
    }
}
