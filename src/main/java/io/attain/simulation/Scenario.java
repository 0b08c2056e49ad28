package io.attain.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attain.calculation.engine.Reading;
import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.CreditRules;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Responsibility;
import io.attain.participant.ParticipantId;
import io.attain.payable.Balances;
import io.attain.plan.language.PlanDefinition;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.DateRange;
import io.attain.shared.Sha256;

/**
 * All that a simulation computes from.
 *
 * @param plans   several of one id are its versions, each in force until the next begins
 * @param people  by id
 * @param periods to be paid, in order, without overlap
 * @param opening balances before the first period
 * @param explain whether each line is explained
 * @param digest  of the document as it came
 */
public record Scenario(List<PlanDefinition> plans, List<Person> people, List<QuotaRow> quotas,
        Map<ParticipantId, List<Reading>> readings, Map<EventKey, List<AgreedSplit>> splits, CreditRules rules,
        List<ExchangeRates.Listed> rates, List<Responsibility> responsibilities,
        List<Responsibilities.Located> territories, List<Recorded> events, List<DateRange> periods,
        Map<ParticipantId, Balances> opening, boolean explain, Sha256 digest) {

    public Scenario {
        plans = List.copyOf(plans);
        people = List.copyOf(people);
        quotas = List.copyOf(quotas);
        events = List.copyOf(events);
        periods = List.copyOf(periods);
    }

    /** The same with every line explained. */
    Scenario explained() {
        return new Scenario(plans, people, quotas, readings, splits, rules, rates, responsibilities, territories,
                events,
                periods, opening, true, digest);
    }

    /**
     * Someone who can be paid.
     *
     * @param target target variable pay of a year, in major units of the plan's currency
     */
    public record Person(ParticipantId id, String name, java.util.Currency currency, Optional<LocalDate> joined,
            Optional<LocalDate> left, List<Post> posts, Optional<BigDecimal> target, List<Stay> stays) {

        /** Where the person stands on a day; empty texts where nothing is said. */
        Post postOn(LocalDate day) {
            return posts.stream().filter(post -> post.days().contains(day)).findFirst()
                    .orElse(new Post(DateRange.since(day), Optional.empty(), "", ""));
        }
    }

    /** Manager, team and role for some time. */
    public record Post(DateRange days, Optional<ParticipantId> manager, String team, String role) {}

    /** Time in a plan. */
    public record Stay(String plan, DateRange days) {}

    /** @param amount in units of the measure it is for: money in major units */
    public record QuotaRow(ParticipantId participant, String name, DateRange days, BigDecimal amount) {}

    /** @param on the first day on which the event is known */
    public record Recorded(SalesEvent event, LocalDate on) {}
}
