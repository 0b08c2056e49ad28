package io.attain.calculation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.sales.Deals;

/** Since when the customers of credits are customers, for plans that pay in a customer's first months only. */
@Component
class Customers {

    private final Plans plans;
    private final Deals deals;

    Customers(Plans plans, Deals deals) {
        this.plans = plans;
        this.deals = deals;
    }

    /** Those whose plans ask. */
    Set<ParticipantId> askedBy(Map<ParticipantId, FrozenInputs> inputs) {
        Map<PlanVersionId, Boolean> asks = new HashMap<>();
        Set<ParticipantId> asking = new TreeSet<>();
        inputs.forEach((participant, own) -> {
            if (own.segments().stream().anyMatch(segment -> asks.computeIfAbsent(segment.version(), this::asks))) {
                asking.add(participant);
            }
        });
        return asking;
    }

    private boolean asks(PlanVersionId version) {
        return plans.get(version).definition().components().stream()
                .anyMatch(component -> component.credits().customerMonths().isPresent());
    }

    /** The inputs with the first days of the customers of these credits, for those whose plans ask. */
    Map<ParticipantId, FrozenInputs> in(Map<ParticipantId, FrozenInputs> inputs,
            Map<ParticipantId, List<Credit>> credited) {
        Map<ParticipantId, Set<String>> accounts = new TreeMap<>();
        askedBy(inputs).forEach(participant -> {
            Set<String> own = new TreeSet<>();
            credited.getOrDefault(participant, List.of()).forEach(credit -> credit.account().ifPresent(own::add));
            accounts.put(participant, own);
        });
        return withFirstDays(inputs, accounts);
    }

    Map<ParticipantId, FrozenInputs> withFirstDays(Map<ParticipantId, FrozenInputs> inputs,
            Map<ParticipantId, Set<String>> accounts) {
        Set<String> all = new TreeSet<>();
        accounts.values().forEach(all::addAll);
        if (all.isEmpty()) {
            return inputs;
        }
        Map<String, LocalDate> since = deals.customersSince(all);
        Map<ParticipantId, FrozenInputs> extended = new TreeMap<>(inputs);
        accounts.forEach((participant, own) -> extended.computeIfPresent(participant, (id, frozen) -> {
            Map<String, LocalDate> ofThem = new TreeMap<>();
            own.forEach(account -> Optional.ofNullable(since.get(account))
                    .ifPresent(day -> ofThem.put(account, day)));
            return frozen.withCustomers(ofThem);
        }));
        return extended;
    }
}
