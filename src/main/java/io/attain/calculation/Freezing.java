package io.attain.calculation;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

import io.attain.crediting.Credit;
import io.attain.crediting.CreditId;
import io.attain.crediting.Credits;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.plan.PayCalendars;
import io.attain.plan.Paying;
import io.attain.plan.PlanVersionId;
import io.attain.plan.Plans;
import io.attain.plan.language.PlanDefinition;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.shared.Sha256;

/** Writes down what a run calculates from, by ids of what never changes, and cuts it into chunks. */
@Component
class Freezing {

    /** Small enough for a chunk to end well before a job's lock does. */
    private static final int CREDITS_PER_CHUNK = 500;
    private static final int MOST_CHUNKS = 64;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final InputsOfPeriod inputsOfPeriod;
    private final Credits credits;
    private final Deals deals;
    private final Participants participants;
    private final Plans plans;
    private final Earlier earlier;
    private final Customers customers;
    private final PayCalendars calendars;
    private final CorrectionRows corrections;

    Freezing(JdbcClient jdbc, DataSource dataSource, InputsOfPeriod inputsOfPeriod, Credits credits, Deals deals,
            Participants participants, Plans plans, Earlier earlier, Customers customers, PayCalendars calendars,
            CorrectionRows corrections) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.inputsOfPeriod = inputsOfPeriod;
        this.credits = credits;
        this.deals = deals;
        this.participants = participants;
        this.plans = plans;
        this.earlier = earlier;
        this.customers = customers;
        this.calendars = calendars;
        this.corrections = corrections;
    }

    /** One participant while the freeze goes on. */
    private static final class Frozen {

        private FrozenInputs inputs;
        private final Set<String> accounts = new TreeSet<>();
        private final Currency pay;
        private final KeyDigest digest = new KeyDigest();
        private long[] creditIds = new long[16];
        private int count;
        private long minor;
        private long shared;
        private int chunk;

        private Frozen(FrozenInputs inputs, Currency pay) {
            this.inputs = inputs;
            this.pay = pay;
        }

        private void add(Credit credit, Period period) {
            if (count == creditIds.length) {
                creditIds = Arrays.copyOf(creditIds, count * 2);
            }
            creditIds[count++] = credit.id().value();
            minor = Math.addExact(minor, credit.amount().minor());
            if (credit.role().addsUp() && period.span().contains(credit.eventDate())) {
                shared = Math.addExact(shared, credit.original().minor());
            }
            credit.account().ifPresent(accounts::add);
            digest.credit(credit);
        }
    }

    /** What the sales events of the period that someone is credited with come to, to be compared with the credits. */
    private static final class Booked {

        private long events;
        private long minor;

        /** What another calendar pays is not looked for here. */
        private void leave(Credit credit) {
            if (credit.role().addsUp()) {
                minor = Math.subtractExact(minor, credit.original().minor());
            }
        }
    }

    /** @param correction of locked periods; what it pays counts as earned there */
    void freeze(RunId run, Period period, RunKind kind, int number, String startedBy, OffsetDateTime now,
            CorrectionOutcome correction) {
        Booked booked = new Booked();
        Set<EventKey> toNobody = new HashSet<>(credits.uncredited(period.span()));
        Set<EventKey> originals = new LinkedHashSet<>();
        deals.eventsOf(period.span(), event -> {
            if (toNobody.contains(event.key())) {
                return;
            }
            booked.events++;
            booked.minor = Math.addExact(booked.minor, event.amount().minor());
            if (event.kind() == EventKind.RETURN) {
                event.refersTo().ifPresent(originals::add);
            }
        });
        Map<ParticipantId, FrozenInputs> inputs = inputsOfPeriod.all(period);
        Map<ParticipantId, List<Credit>> prior = earlier.credits(period, inputs, originals, Assumption.NONE);
        TreeMap<ParticipantId, Frozen> frozen = new TreeMap<>();
        earlier.withEarnings(period, inputs, prior, correction.lines())
                .forEach((participant, own) -> frozen.put(participant, frozen(participant, own)));
        frozen.forEach((participant, one) -> prior.getOrDefault(participant, List.of())
                .forEach(credit -> one.add(credit, period)));
        Paying paying = calendars.paying();
        credits.current(period.span(), Optional.empty(), credit -> {
            if (paying.elsewhere(period.calendar(), credit.participant(), credit.eventDate())) {
                booked.leave(credit);
                return;
            }
            frozen.computeIfAbsent(credit.participant(),
                    newcomer -> frozen(newcomer, FrozenInputs.none(inputsOfPeriod.person(newcomer, period))))
                    .add(credit, period);
        });
        recognise(frozen);
        int chunks = cut(frozen);
        jdbc.sql("""
				insert into calculation.run (id, period_id, kind, number, state, started_by, started_at, chunks, events,
				       event_minor, input_sha256)
				values (:id, :period, :kind, :number, 'FROZEN', :user, :now, :chunks, :events, :eventMinor, :digest)
				""").param("id", run.value()).param("period", period.id().value()).param("kind", kind.name())
                .param("number", number).param("user", startedBy).param("now", now).param("chunks", chunks)
                .param("events", booked.events).param("eventMinor", booked.minor)
                .param("digest", digest(frozen, correction).bytes())
                .update();
        corrections.write(run, correction);
        Map<ParticipantId, Currency> counted = counted(frozen);
        try (CopyOut rows = new CopyOut(dataSource,
                "calculation.run_participant (run_id, participant_id, chunk, currency, inputs, credits, credited_minor, shared_minor)")) {
            frozen.forEach((participant, one) -> rows.column(run.value()).column(participant.value()).column(one.chunk)
                    .column(Known.in(counted, participant).getCurrencyCode()).column(one.inputs.toJson())
                    .column(one.count)
                    .column(one.minor).column(one.shared)
                    .endRow());
            rows.finish();
        }
        try (CopyOut rows = new CopyOut(dataSource,
                "calculation.run_credit (run_id, participant_id, ordinal, credit_id)")) {
            frozen.forEach((participant, one) -> {
                for (int ordinal = 0; ordinal < one.count; ordinal++) {
                    rows.column(run.value()).column(participant.value()).column(ordinal).column(one.creditIds[ordinal])
                            .endRow();
                }
            });
            rows.finish();
        }
    }

    private Frozen frozen(ParticipantId participant, FrozenInputs inputs) {
        return new Frozen(inputs, participants.get(participant).currency());
    }

    /** The currencies of the lines. */
    private Map<ParticipantId, Currency> counted(Map<ParticipantId, Frozen> frozen) {
        Map<PlanVersionId, PlanDefinition> definitions = new HashMap<>();
        Map<ParticipantId, Currency> counted = new HashMap<>();
        frozen.forEach((participant, one) -> counted.put(participant, PlanCurrency.of(one.inputs,
                version -> definitions.computeIfAbsent(version, id -> plans.get(id).definition()), one.pay)));
        return counted;
    }

    /** Adds the first days of customers for those whose plans ask. */
    private void recognise(Map<ParticipantId, Frozen> frozen) {
        Map<ParticipantId, FrozenInputs> inputs = inputs(frozen);
        Map<ParticipantId, Set<String>> accounts = new TreeMap<>();
        customers.askedBy(inputs).forEach(who -> accounts.put(who, Known.in(frozen, who).accounts));
        customers.withFirstDays(inputs, accounts).forEach((who, own) -> Known.in(frozen, who).inputs = own);
    }

    private static Map<ParticipantId, FrozenInputs> inputs(Map<ParticipantId, Frozen> frozen) {
        Map<ParticipantId, FrozenInputs> inputs = new TreeMap<>();
        frozen.forEach((who, one) -> inputs.put(who, one.inputs));
        return inputs;
    }

    /**
     * Gives each participant a chunk: in order of participants, each with about as many credits. Those who are computed
     * together are in the same one.
     */
    private int cut(Map<ParticipantId, Frozen> frozen) {
        long credited = frozen.values().stream().mapToLong(one -> one.count).sum();
        long perChunk = Math.max(CREDITS_PER_CHUNK, Math.ceilDiv(credited, MOST_CHUNKS));
        Map<PlanVersionId, Boolean> joint = new HashMap<>();
        List<Set<ParticipantId>> groups = ConnectedGroups.of(inputs(frozen), version -> joint.computeIfAbsent(version,
                asked -> JointPlans.isJoint(plans.get(asked).definition())));
        int chunk = 0;
        long inChunk = 0;
        for (Set<ParticipantId> group : groups) {
            if (inChunk >= perChunk) {
                chunk++;
                inChunk = 0;
            }
            for (ParticipantId member : group) {
                Frozen one = Known.in(frozen, member);
                one.chunk = chunk;
                inChunk += one.count;
            }
        }
        return frozen.isEmpty() ? 0 : chunk + 1;
    }

    private static Sha256 digest(Map<ParticipantId, Frozen> frozen, CorrectionOutcome correction) {
        KeyDigest digest = new KeyDigest();
        frozen.forEach((participant, one) -> digest.text(participant.value()).text(one.inputs.toJson())
                .number(one.count).digest(one.digest.end()));
        correction.lines().forEach(digest::correction);
        return digest.end();
    }

    /** The frozen inputs of everyone, of some, of those in a chunk, or of one participant, by participant. */
    TreeMap<ParticipantId, FrozenInputs> inputs(RunId run) {
        return inputs(jdbc.sql("select participant_id, inputs from calculation.run_participant where run_id = :run")
                .param("run", run.value()));
    }

    TreeMap<ParticipantId, FrozenInputs> inputs(RunId run, Set<ParticipantId> of) {
        return inputs(jdbc.sql("""
				select participant_id, inputs from calculation.run_participant
				 where run_id = :run and participant_id = any (:participants)
				""").param("run", run.value())
                .param("participants", new SqlArrayValue("text", of.stream().map(ParticipantId::value).toArray())));
    }

    TreeMap<ParticipantId, FrozenInputs> inputs(RunId run, int chunk) {
        return inputs(jdbc.sql("""
				select participant_id, inputs from calculation.run_participant where run_id = :run and chunk = :chunk
				""").param("run", run.value()).param("chunk", chunk));
    }

    TreeMap<ParticipantId, FrozenInputs> inputs(RunId run, ParticipantId participant) {
        return inputs(jdbc.sql("""
				select participant_id, inputs from calculation.run_participant
				 where run_id = :run and participant_id = :participant
				""").param("run", run.value()).param("participant", participant.value()));
    }

    private static TreeMap<ParticipantId, FrozenInputs> inputs(JdbcClient.StatementSpec select) {
        TreeMap<ParticipantId, FrozenInputs> inputs = new TreeMap<>();
        select.query((row, number) -> inputs.put(new ParticipantId(row.getString("participant_id")),
                FrozenInputs.fromJson(row.getString("inputs")))).list();
        return inputs;
    }

    /** The frozen credits of these participants, each in canonical order. */
    Map<ParticipantId, List<Credit>> credits(RunId run, Iterable<ParticipantId> of) {
        List<String> names = new ArrayList<>();
        of.forEach(participant -> names.add(participant.value()));
        Set<CreditId> ids = new HashSet<>(jdbc.sql("""
				select credit_id from calculation.run_credit where run_id = :run and participant_id = any (:participants)
				""").param("run", run.value())
                .param("participants", new SqlArrayValue("text", names.toArray()))
                .query((row, number) -> new CreditId(row.getLong("credit_id"))).list());
        return byParticipant(ids.isEmpty() ? List.of() : credits.byId(ids));
    }

    /** Groups credits that are in canonical order. */
    static Map<ParticipantId, List<Credit>> byParticipant(List<Credit> credits) {
        Map<ParticipantId, List<Credit>> grouped = new TreeMap<>();
        credits.forEach(credit -> grouped.computeIfAbsent(credit.participant(), p -> new ArrayList<>()).add(credit));
        return grouped;
    }
}
