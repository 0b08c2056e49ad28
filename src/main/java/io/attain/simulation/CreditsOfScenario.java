package io.attain.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attain.crediting.Credit;
import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.Crediting;
import io.attain.crediting.rule.ExchangeRates;
import io.attain.crediting.rule.FormulaConditions;
import io.attain.crediting.rule.PayTerms;
import io.attain.crediting.rule.ReportingTree;
import io.attain.crediting.rule.Responsibilities;
import io.attain.crediting.rule.Surroundings;
import io.attain.participant.ParticipantId;
import io.attain.plan.language.CreditSelection;
import io.attain.sales.EventKey;

/** Credits the events of a scenario as a close credits those of a period. */
final class CreditsOfScenario {

    private final Scenario scenario;
    private final Enrolment enrolment;
    private final ReportingTree tree;
    private final ExchangeRates rates;

    CreditsOfScenario(Scenario scenario, Enrolment enrolment, ReportingTree tree, ExchangeRates rates) {
        this.scenario = scenario;
        this.enrolment = enrolment;
        this.tree = tree;
        this.rates = rates;
    }

    /** Everyone's credits, in canonical order. */
    Map<ParticipantId, List<Credit>> of(List<Scenario.Recorded> visible) {
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
                return enrolment.planOn(participant, day)
                        .map(plan -> new PayTerms(plan.currency(), plan.conversion(), enrolment.periodOf(day)));
            }

            @Override
            public boolean countsRollup(ParticipantId manager, LocalDate day) {
                return enrolment.person(manager).stream().flatMap(one -> enrolment.versions(one, day).stream())
                        .flatMap(version -> version.definition().components().stream())
                        .anyMatch(component -> component.credits().roles().contains(CreditSelection.Role.ROLLUP));
            }

            @Override
            public List<Credit> credits(EventKey original) {
                return byEvent.getOrDefault(original, List.of());
            }
        };
    }
}
