package io.attain.calculation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import io.attain.crediting.CreditRole;
import io.attain.crediting.Credits;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;
import io.attain.shared.DateRange;

/** What a period needs of earlier ones: credits of windows to date, the originals of returns, and what they earned. */
@Component
class Earlier {

    private final JdbcClient jdbc;
    private final Credits credits;
    private final Deals deals;
    private final Periods periods;

    private final CorrectionRows corrections;

    Earlier(JdbcClient jdbc, Credits credits, Deals deals, Periods periods, CorrectionRows corrections) {
        this.jdbc = jdbc;
        this.credits = credits;
        this.deals = deals;
        this.periods = periods;
        this.corrections = corrections;
    }

    /**
     * The credits dated before the period that someone's windows to date count, and those of the events named and of
     * their earlier returns, in canonical order.
     *
     * @param originals  what returns of the period refer to
     * @param assumption takes the place of the credits of its event
     */
    Map<ParticipantId, List<Credit>> credits(Period period, Map<ParticipantId, FrozenInputs> inputs,
            Set<EventKey> originals, Assumption assumption) {
        LocalDate first = period.span().from();
        Map<ParticipantId, LocalDate> since = new HashMap<>();
        inputs.forEach((participant, own) -> {
            if (own.since(first).isBefore(first)) {
                since.put(participant, own.since(first));
            }
        });
        Map<ParticipantId, TreeSet<Credit>> found = new TreeMap<>();
        if (!since.isEmpty()) {
            LocalDate earliest = since.values().stream().min(LocalDate::compareTo).orElse(first);
            credits.current(new DateRange(earliest, first), Optional.of(since.keySet()), credit -> {
                if (!assumption.concerns(credit.event())
                        && !credit.eventDate().isBefore(Known.in(since, credit.participant()))) {
                    found.computeIfAbsent(credit.participant(), p -> new TreeSet<>(Credit.CANONICAL)).add(credit);
                }
            });
        }
        Set<EventKey> named = new LinkedHashSet<>(originals);
        deals.with(originals).stream().filter(event -> event.kind() == EventKind.RETURN).map(SalesEvent::key)
                .forEach(named::add);
        credits.currentOf(named).stream().filter(credit -> credit.eventDate().isBefore(first))
                .filter(credit -> !assumption.concerns(credit.event()))
                .forEach(credit -> found
                        .computeIfAbsent(credit.participant(), p -> new TreeSet<>(Credit.CANONICAL)).add(credit));
        assumption.credits().stream().filter(credit -> credit.eventDate().isBefore(first))
                .filter(credit -> originals.contains(credit.event())
                        || !credit.eventDate().isBefore(since.getOrDefault(credit.participant(), first)))
                .forEach(credit -> found
                        .computeIfAbsent(credit.participant(), p -> new TreeSet<>(Credit.CANONICAL)).add(credit));
        Map<ParticipantId, List<Credit>> ordered = new TreeMap<>();
        found.forEach((participant, own) -> ordered.put(participant, List.copyOf(own)));
        return ordered;
    }

    /**
     * The inputs with what the credits, and the components without one, earned in accepted runs of earlier periods,
     * adjustments of those periods counted as earned there.
     *
     * @param corrected adjustments that are not posted yet
     */
    Map<ParticipantId, FrozenInputs> withEarnings(Period period, Map<ParticipantId, FrozenInputs> inputs,
            Map<ParticipantId, List<Credit>> prior, List<PriorPeriodLine> corrected) {
        Set<ParticipantId> concerned = new TreeSet<>(prior.keySet());
        LocalDate first = period.span().from();
        inputs.forEach((participant, own) -> {
            if (own.since(first).isBefore(first)) {
                concerned.add(participant);
            }
        });
        Map<PeriodId, Period> accepted = new LinkedHashMap<>();
        if (!concerned.isEmpty()) {
            jdbc.sql("select period_id from calculation.run where state = 'ACCEPTED' order by period_id")
                    .query((row, number) -> periods.get(new PeriodId(row.getString("period_id")))).list().stream()
                    .filter(other -> other.calendar().equals(period.calendar()) && other.lastDay().isBefore(first))
                    .forEach(other -> accepted.put(other.id(), other));
        }
        if (accepted.isEmpty()) {
            return inputs;
        }
        Map<ParticipantId, List<Row>> rows = rows(concerned, accepted);
        addCorrections(rows, concerned, accepted, corrected);
        Map<CreditId, FrozenInputs.CreditKey> keys = keys(rows);
        Map<ParticipantId, FrozenInputs> extended = new TreeMap<>(inputs);
        rows.forEach((participant, own) -> extended.computeIfPresent(participant, (id, frozen) -> frozen
                .with(before(frozen, own, keys, accepted, prior.getOrDefault(participant, List.of())))));
        return extended;
    }

    private record Row(PeriodId period, PlanId plan, String component, Optional<CreditId> credit, long minor) {}

    private Map<ParticipantId, List<Row>> rows(Set<ParticipantId> of, Map<PeriodId, Period> accepted) {
        Map<ParticipantId, List<Row>> rows = new TreeMap<>();
        jdbc.sql("""
				select l.participant_id, r.period_id, l.plan_id, l.component, l.credit_id, sum(l.amount_minor) as minor
				  from calculation.run r
				  join calculation.line l on l.run_id = r.id
				 where r.state = 'ACCEPTED' and r.period_id = any (:periods) and l.participant_id = any (:participants)
				 group by l.participant_id, r.period_id, l.plan_id, l.component, l.credit_id
				 order by l.plan_id collate "C", l.component collate "C", r.period_id collate "C", l.credit_id
				""")
                .param("periods", new SqlArrayValue("text", accepted.keySet().stream().map(PeriodId::value).toArray()))
                .param("participants", new SqlArrayValue("text", of.stream().map(ParticipantId::value).toArray()))
                .query((row, number) -> rows
                        .computeIfAbsent(new ParticipantId(row.getString("participant_id")), p -> new ArrayList<>())
                        .add(new Row(new PeriodId(row.getString("period_id")), new PlanId(row.getString("plan_id")),
                                row.getString("component"),
                                Optional.ofNullable(row.getObject("credit_id", Long.class)).map(CreditId::new),
                                row.getBigDecimal("minor").longValueExact())))
                .list();
        return rows;
    }

    private void addCorrections(Map<ParticipantId, List<Row>> rows, Set<ParticipantId> of,
            Map<PeriodId, Period> accepted, List<PriorPeriodLine> corrected) {
        List<PriorPeriodLine> all = new ArrayList<>(corrections.posted(accepted.keySet(), of));
        corrected.stream().filter(line -> of.contains(line.participant()) && accepted.containsKey(line.period()))
                .forEach(all::add);
        all.forEach(line -> rows.computeIfAbsent(line.participant(), p -> new ArrayList<>())
                .add(new Row(line.period(), line.planVersion().plan(), line.component(), line.credit(),
                        line.amount().minor())));
    }

    private Map<CreditId, FrozenInputs.CreditKey> keys(Map<ParticipantId, List<Row>> rows) {
        Set<CreditId> ids = new HashSet<>();
        rows.values().forEach(own -> own.forEach(row -> row.credit().ifPresent(ids::add)));
        Map<CreditId, FrozenInputs.CreditKey> keys = new HashMap<>();
        if (!ids.isEmpty()) {
            credits.byId(ids).forEach(credit -> keys.put(credit.id(), FrozenInputs.CreditKey.of(credit)));
        }
        return keys;
    }

    private static List<FrozenInputs.Before> before(FrozenInputs inputs, List<Row> rows,
            Map<CreditId, FrozenInputs.CreditKey> keys, Map<PeriodId, Period> accepted, List<Credit> prior) {
        Set<FrozenInputs.CreditKey> wanted = new HashSet<>();
        prior.forEach(credit -> wanted.add(FrozenInputs.CreditKey.of(credit)));
        Map<FrozenInputs.Before, Long> sums = new LinkedHashMap<>();
        for (Row row : rows) {
            Optional<FrozenInputs.CreditKey> key = row.credit().map(keys::get).flatMap(own -> among(wanted, own));
            boolean counts = row.credit().isPresent()
                    ? key.isPresent()
                    : isInWindow(inputs, row, Known.in(accepted, row.period()));
            if (counts) {
                sums.merge(new FrozenInputs.Before(row.plan(), row.component(), key, 0), row.minor(), Math::addExact);
            }
        }
        List<FrozenInputs.Before> before = new ArrayList<>();
        sums.forEach((what, minor) -> before
                .add(new FrozenInputs.Before(what.plan(), what.component(), what.credit(), minor)));
        before.sort(FrozenInputs.Before.BY_NAME);
        return before;
    }

    /** Someone who had an event alone and now shares it, or the other way round, earned it all the same. */
    private static Optional<FrozenInputs.CreditKey> among(Set<FrozenInputs.CreditKey> wanted,
            FrozenInputs.CreditKey key) {
        if (wanted.contains(key) || !key.role().addsUp()) {
            return Optional.of(key).filter(wanted::contains);
        }
        return Optional.of(new FrozenInputs.CreditKey(key.event(),
                key.role() == CreditRole.SPLIT ? CreditRole.DIRECT : CreditRole.SPLIT)).filter(wanted::contains);
    }

    private static boolean isInWindow(FrozenInputs inputs, Row row, Period of) {
        return inputs.figures().stream().anyMatch(own -> own.plan().equals(row.plan())
                && own.component().equals(row.component()) && !of.span().from().isBefore(own.since()));
    }
}
