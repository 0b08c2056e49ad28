package io.attain.calculation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.Credits;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.plan.PayCalendars;
import io.attain.plan.Paying;
import io.attain.sales.EventKey;
import io.attain.shared.Sha256;

/**
 * Compares what a locked period was calculated from with what is known now. Nothing has to be announced: whatever came
 * late, was returned, split otherwise or corrected shows here, in whatever order it came.
 */
@Component
class InputChanges {

    /** The credits of one event that were frozen and are in force no more, and those in force that were not frozen. */
    private static final class Difference {

        private final List<Credit> gone = new ArrayList<>();
        private final List<Credit> fresh = new ArrayList<>();

        private boolean isOne() {
            return !content(gone).equals(content(fresh));
        }
    }

    private final JdbcClient jdbc;
    private final Credits credits;
    private final Freezing freezing;
    private final InputsOfPeriod inputsOfPeriod;
    private final Customers customers;
    private final PayCalendars calendars;
    private final CorrectionRows rows;
    private final Causes causes;

    InputChanges(JdbcClient jdbc, Credits credits, Freezing freezing, InputsOfPeriod inputsOfPeriod,
            Customers customers, PayCalendars calendars, CorrectionRows rows, Causes causes) {
        this.customers = customers;
        this.calendars = calendars;
        this.jdbc = jdbc;
        this.credits = credits;
        this.freezing = freezing;
        this.inputsOfPeriod = inputsOfPeriod;
        this.rows = rows;
        this.causes = causes;
    }

    /**
     * What differs from what was last known, by participant and event.
     *
     * @param accepted the run the period was locked with
     * @param scope    only what concerns these, or everyone when empty
     */
    List<InputChange> of(Period period, RunId accepted, Optional<Set<ParticipantId>> scope, Assumption assumption) {
        Map<CorrectionRows.Input, String> known = rows.lastKnown(period.id());
        scope.ifPresent(some -> known.keySet().removeIf(input -> !some.contains(input.participant())));
        List<InputChange> changes = new ArrayList<>();
        Causes.Sentences sentences = causes.sentences(period, assumption);
        ofEvents(period, accepted, scope, assumption).forEach((participant, events) -> events.forEach(
                (event, difference) -> {
                    String version = Sha256.of(content(difference.fresh)).hex();
                    String last = known.remove(new CorrectionRows.Input(participant, Optional.of(event)));
                    if (!version.equals(last)) {
                        changes.add(new InputChange(period.id(), participant, Optional.of(event),
                                sentences.revision(event), version,
                                sentences.ofEvent(event, difference.gone, difference.fresh)));
                    }
                }));
        ofParticipants(period, accepted, scope).forEach((participant, different) -> {
            String version = Sha256.of(different.now().toJson()).hex();
            String last = known.remove(new CorrectionRows.Input(participant, Optional.empty()));
            if (!version.equals(last)) {
                changes.add(new InputChange(period.id(), participant, Optional.empty(), 0, version,
                        sentences.ofParticipant(participant, different.before(), different.now())));
            }
        });
        known.forEach((input, version) -> {
            if (!version.isEmpty()) {
                changes.add(new InputChange(period.id(), input.participant(), input.event(),
                        input.event().map(sentences::revision).orElse(0), "",
                        sentences.asBefore(input.event())));
            }
        });
        return changes;
    }

    private Map<ParticipantId, Map<EventKey, Difference>> ofEvents(Period period, RunId accepted,
            Optional<Set<ParticipantId>> scope, Assumption assumption) {
        Set<CreditId> frozen = frozenCredits(accepted, scope);
        Map<ParticipantId, Map<EventKey, Difference>> found = new TreeMap<>();
        Paying paying = calendars.paying();
        credits.current(period.span(), scope, credit -> {
            if (!paying.elsewhere(period.calendar(), credit.participant(), credit.eventDate())
                    && !assumption.concerns(credit.event()) && !frozen.remove(credit.id())) {
                difference(found, credit).fresh.add(credit);
            }
        });
        assumption.within(period.span(), scope).stream()
                .filter(credit -> !paying.elsewhere(period.calendar(), credit.participant(), credit.eventDate()))
                .forEach(credit -> difference(found, credit).fresh.add(credit));
        // Frozen are also the credits of earlier periods that windows to date counted; those periods look at them.
        if (!frozen.isEmpty()) {
            credits.byId(frozen).stream().filter(credit -> period.span().contains(credit.eventDate()))
                    .forEach(credit -> difference(found, credit).gone.add(credit));
        }
        found.values().forEach(events -> events.values().removeIf(difference -> !difference.isOne()));
        found.values().removeIf(Map::isEmpty);
        return found;
    }

    private static Difference difference(Map<ParticipantId, Map<EventKey, Difference>> found, Credit credit) {
        return found.computeIfAbsent(credit.participant(), participant -> new HashMap<>())
                .computeIfAbsent(credit.event(), event -> new Difference());
    }

    private Set<CreditId> frozenCredits(RunId run, Optional<Set<ParticipantId>> scope) {
        Set<CreditId> frozen = new HashSet<>();
        jdbc.sql("""
				select credit_id from calculation.run_credit
				 where run_id = :run and (:everyone or participant_id = any (:participants))
				""").param("run", run.value()).param("everyone", scope.isEmpty())
                .param("participants",
                        new SqlArrayValue("text",
                                scope.orElse(Set.of()).stream().map(ParticipantId::value).toArray()))
                .query(row -> {
                    frozen.add(new CreditId(row.getLong("credit_id")));
                });
        return frozen;
    }

    /** What is recorded of someone for the period, as it was frozen and as it is now. */
    private record Recorded(FrozenInputs before, FrozenInputs now) {}

    private Map<ParticipantId, Recorded> ofParticipants(Period period, RunId accepted,
            Optional<Set<ParticipantId>> scope) {
        Map<ParticipantId, FrozenInputs> frozen = scope.isEmpty()
                ? freezing.inputs(accepted)
                : freezing.inputs(accepted, scope.get());
        Map<ParticipantId, Set<String>> accounts = new TreeMap<>();
        frozen.forEach((participant, own) -> accounts.put(participant, own.customers().keySet()));
        Map<ParticipantId, FrozenInputs> now = customers.withFirstDays(scope.isEmpty()
                ? inputsOfPeriod.all(period)
                : inputsOfPeriod.of(period, scope.get()), accounts);
        Set<ParticipantId> everyone = new TreeSet<>(frozen.keySet());
        everyone.addAll(now.keySet());
        Map<ParticipantId, Recorded> different = new TreeMap<>();
        for (ParticipantId participant : everyone) {
            FrozenInputs before = comparable(period, participant, frozen);
            FrozenInputs after = comparable(period, participant, now);
            if (!before.equals(after)) {
                different.put(participant, new Recorded(before, after));
            }
        }
        return different;
    }

    /** Without what earlier periods earned, and without an end of employment that the period does not see. */
    private FrozenInputs comparable(Period period, ParticipantId participant, Map<ParticipantId, FrozenInputs> of) {
        FrozenInputs inputs = Optional.ofNullable(of.get(participant))
                .orElseGet(() -> FrozenInputs.none(inputsOfPeriod.person(participant, period)));
        FrozenInputs.Person person = inputs.person();
        return new FrozenInputs(inputs.segments(), inputs.figures(), inputs.targets(),
                new FrozenInputs.Person(person.joined(),
                        person.left().filter(day -> !day.isAfter(period.span().to())), person.team(), person.role(),
                        person.below()),
                List.of(), inputs.customers());
    }

    /** The credits of one participant for one event, by all that a calculation looks at. */
    private static String content(List<Credit> credits) {
        if (credits.isEmpty()) {
            return "none";
        }
        KeyDigest digest = new KeyDigest();
        credits.stream().sorted(Credit.CANONICAL).forEach(digest::credit);
        return digest.end().hex();
    }
}
