package io.attain.readiness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.crediting.FxRates;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.plan.Assignment;
import io.attain.plan.Assignments;
import io.attain.plan.PlanId;
import io.attain.plan.Plans;
import io.attain.plan.VersionInForce;
import io.attain.plan.language.PlanDefinition;

/** Credits that could not be converted to the currency of the plan, and pay that cannot be converted to that of the person. */
@Component
class MissingRates implements CloseRule {

    private static final Comparator<Pair> IN_ORDER = Comparator
            .comparing((Pair pair) -> pair.from().getCurrencyCode()).thenComparing(pair -> pair.to().getCurrencyCode());

    private final JdbcClient jdbc;
    private final Plans plans;
    private final Assignments assignments;
    private final Participants participants;
    private final FxRates rates;

    MissingRates(JdbcClient jdbc, Plans plans, Assignments assignments, Participants participants, FxRates rates) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.assignments = assignments;
        this.participants = participants;
        this.rates = rates;
    }

    @Override
    public String id() {
        return "missing-fx-rate";
    }

    @Override
    public String title() {
        return "Missing exchange rate";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        Map<ParticipantId, Set<Currency>> counted = counted(period);
        List<Found> found = new ArrayList<>(ofCredits(period, counted));
        found.addAll(ofPay(period, counted));
        return found.subList(0, Math.min(MOST, found.size()));
    }

    /** In which currencies the plans of the period count for whom. */
    private Map<ParticipantId, Set<Currency>> counted(Period period) {
        Map<PlanId, Set<Currency>> ofPlans = new HashMap<>();
        for (VersionInForce version : plans.inForce(period.span())) {
            PlanDefinition definition = plans.get(version.version()).definition();
            if (definition.calendar().equals(period.calendar())) {
                ofPlans.computeIfAbsent(version.version().plan(), plan -> new HashSet<>()).add(definition.currency());
            }
        }
        Map<ParticipantId, Set<Currency>> counted = new HashMap<>();
        for (Assignment assignment : assignments.all(period.span())) {
            counted.computeIfAbsent(assignment.participant(), who -> new HashSet<>())
                    .addAll(ofPlans.getOrDefault(assignment.plan(), Set.of()));
        }
        return counted;
    }

    private record Pair(Currency from, Currency to) {}

    private List<Found> ofCredits(Period period, Map<ParticipantId, Set<Currency>> counted) {
        record Credits(long number, LocalDate first) {

            Credits plus(Credits more) {
                return new Credits(number + more.number, first.isBefore(more.first) ? first : more.first);
            }
        }
        Map<Pair, Credits> without = new TreeMap<>(IN_ORDER);
        jdbc.sql("""
                select c.participant_id, c.currency, p.currency as pay, count(*) as credits, min(c.event_date) as first
                  from crediting.credit_in_force c
                  join participant.participant p on p.id = c.participant_id
                 where c.event_date >= :from and c.event_date < :to
                 group by c.participant_id, c.currency, p.currency
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .query(row -> {
                    Currency of = Currency.getInstance(row.getString("currency"));
                    Set<Currency> plans = counted.getOrDefault(new ParticipantId(row.getString("participant_id")),
                            Set.of());
                    Currency to = plans.isEmpty()
                            ? Currency.getInstance(row.getString("pay"))
                            : plans.iterator().next();
                    if (!of.equals(to) && !plans.contains(of)) {
                        without.merge(new Pair(of, to),
                                new Credits(row.getLong("credits"), row.getObject("first", LocalDate.class)),
                                Credits::plus);
                    }
                });
        List<Found> found = new ArrayList<>();
        without.forEach((pair, credits) -> found.add(new Found("%s-%s".formatted(pair.from(), pair.to()),
                "%d credits in %s are for people whose plans count %s, and no rate is listed for their days (the first is %s)."
                        .formatted(credits.number(), pair.from(), pair.to(), credits.first()),
                "Import the exchange rate from %s to %s.".formatted(pair.from(), pair.to()))));
        return found;
    }

    /** Who earns in the currency of a plan and is paid in another one needs a rate on the period's last day or before. */
    private List<Found> ofPay(Period period, Map<ParticipantId, Set<Currency>> counted) {
        Map<Pair, List<Participant>> without = new TreeMap<>(IN_ORDER);
        ExchangeRates listed = rates.all();
        for (Participant person : participants.all()) {
            for (Currency from : counted.getOrDefault(person.id(), Set.of())) {
                if (!from.equals(person.currency())
                        && listed.on(from, person.currency(), period.lastDay()).isEmpty()) {
                    without.computeIfAbsent(new Pair(from, person.currency()), pair -> new ArrayList<>()).add(person);
                }
            }
        }
        List<Found> found = new ArrayList<>();
        without.forEach((pair, people) -> found.add(new Found("pay-%s-%s".formatted(pair.from(), pair.to()),
                "%d people earn in %s and are paid in %s (one is %s), and no rate from %s to %s is listed for %s or before."
                        .formatted(people.size(), pair.from(), pair.to(), people.getFirst().name(), pair.from(),
                                pair.to(), period.lastDay()),
                "Import the exchange rate from %s to %s.".formatted(pair.from(), pair.to()))));
        return found;
    }
}
