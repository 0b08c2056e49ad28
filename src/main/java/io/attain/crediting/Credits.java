package io.attain.crediting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.crediting.rule.AgreedSplit;
import io.attain.crediting.rule.Part;
import io.attain.participant.ParticipantId;
import io.attain.participant.ReportingLines;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.plan.Assignments;
import io.attain.plan.Plans;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.sales.SalesEventRows;
import io.attain.sales.SettledRevision;
import io.attain.shared.DateRange;
import io.attain.shared.Refused;

/** Credits: written once, never edited. Which of them count follows from the events and split sets in force. */
@Service
public class Credits {

    private static final int FETCH = 1000;
    private static final LocalDate BEGINNING = LocalDate.of(1950, 1, 1);

    /**
     * Events without credits for the splits in force. What refers to another event is always looked at, for the other may
     * have changed; it stands apart, so that the many others are told by one join.
     */
    private static final String MISSING = SalesEventRows.SELECT + """
            left join (select source, external_id, max(version) filter (where not overlay) as shared,
                              max(version) filter (where overlay) as overlaid
                         from crediting.split_set group by source, external_id) s
              on s.source = e.source and s.external_id = e.external_id
            where e.event_date >= :from and e.event_date < :to and e.refers_id is null and not :everything
              and not exists (select from crediting.credited c
                               where c.source = e.source and c.external_id = e.external_id and c.revision = e.revision
                                 and c.split_version = coalesce(s.shared, 0)
                                 and c.overlay_version = coalesce(s.overlaid, 0))
            union all
            """ + SalesEventRows.SELECT + """
            where e.event_date >= :from and e.event_date < :to and (:everything or e.refers_id is not null)
            """;

    private static final String EVERYONES = """
            from crediting.credit_in_force
            where event_date >= :from and event_date < :to and (:everyone or participant_id = any (:participants))
            """;

    /** Begins with the few credits of these people, instead of with all the events of the days. */
    private static final String OF_FEW = """
            from crediting.credit c
            join lateral (select from crediting.credited_in_force f
                           where f.source = c.source and f.external_id = c.external_id and f.revision = c.revision
                             and f.edition = c.edition offset 0) f on true
            where c.event_date >= :from and c.event_date < :to and c.participant_id = any (:participants)
            """;
    private static final int FEW = 50;

    private final JdbcClient jdbc;
    private final JdbcClient streaming;
    private final Deals deals;
    private final Splits splits;
    private final RuleSets ruleSets;
    private final Owners owners;
    private final FxRates fxRates;
    private final ReportingLines reportingLines;
    private final Plans plans;
    private final Assignments assignments;
    private final Periods periods;
    private final Clock clock;

    Credits(JdbcClient jdbc, DataSource dataSource, Deals deals, Splits splits, RuleSets ruleSets, Owners owners,
            FxRates fxRates, ReportingLines reportingLines, Plans plans, Assignments assignments, Periods periods,
            Clock clock) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.splits = splits;
        this.ruleSets = ruleSets;
        this.owners = owners;
        this.fxRates = fxRates;
        this.reportingLines = reportingLines;
        this.plans = plans;
        this.assignments = assignments;
        this.periods = periods;
        this.clock = clock;
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setFetchSize(FETCH);
        this.streaming = JdbcClient.create(template);
    }

    /**
     * Writes the credits that are missing for the events in force dated within the range, as {@link
     * io.attain.crediting.rule.Crediting} makes them under the rules, split sets, owners, reporting lines and rates in
     * force. Idempotent: where the outcome is the same as before nothing is written.
     *
     * @return how many were written
     */
    @Transactional
    public int refresh(DateRange range) {
        queue();
        StoredSurroundings surroundings = surroundings(range);
        boolean sameBasis = jdbc.sql("""
				select count(*) from crediting.refreshed where from_day = :from and to_day = :to and basis = :basis
				""").param("from", range.from()).param("to", range.to()).param("basis", surroundings.basis().bytes())
                .query(Integer.class).single() == 1;
        CreditWriter writer = new CreditWriter(jdbc, clock.instant());
        try (Stream<SalesEvent> events = streaming.sql("select * from (" + MISSING + ") e" + SalesEventRows.ORDER)
                .param("from", range.from()).param("to", range.to())
                .param("everything", !sameBasis).query(SalesEventRows::event).stream()) {
            List<SalesEvent> batch = new ArrayList<>(FETCH);
            for (Iterator<SalesEvent> each = events.iterator(); each.hasNext();) {
                batch.add(each.next());
                if (batch.size() == FETCH || !each.hasNext()) {
                    surroundings.look(batch);
                    batch.forEach(event -> writer.add(event, version(surroundings, event.key(), false),
                            version(surroundings, event.key(), true),
                            surroundings.crediting(event).credits(event)));
                    writer.write();
                    batch.clear();
                }
            }
        }
        if (sameBasis) {
            return writer.written();
        }
        jdbc.sql("""
				insert into crediting.refreshed (from_day, to_day, basis) values (:from, :to, :basis)
				on conflict (from_day, to_day) do update set basis = excluded.basis
				""").param("from", range.from()).param("to", range.to()).param("basis", surroundings.basis().bytes())
                .update();
        return writer.written();
    }

    /** One refresh at a time, so that two do not both write what is missing. Held until the transaction ends. */
    private void queue() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('attain.crediting.refresh'))").query(row -> {});
    }

    private static int version(StoredSurroundings surroundings, EventKey event, boolean overlay) {
        return surroundings.splits(event).stream().filter(split -> split.overlay() == overlay).findFirst()
                .map(AgreedSplit::version).orElse(0);
    }

    /** Plans count from the beginning: an event may refer to an old one. */
    private StoredSurroundings surroundings(DateRange range) {
        return new StoredSurroundings(jdbc, ruleSets, owners, fxRates, reportingLines, PlanTerms
                .of(new DateRange(BEGINNING, range.to()), plans, assignments, periods));
    }

    /** The events in force dated within the range that no rule gave to anyone, in canonical order. */
    @Transactional(readOnly = true)
    public List<EventKey> uncredited(DateRange range) {
        return jdbc.sql("""
				select source, external_id from crediting.credited_in_force
				 where event_date >= :from and event_date < :to and shared = 0
				 order by event_date, source collate "C", external_id collate "C"
				""").param("from", range.from()).param("to", range.to())
                .query((row, number) -> new EventKey(row.getString("source"), row.getString("external_id"))).list();
    }

    /** The same with what each rule missed. */
    @Transactional(readOnly = true)
    public List<UncreditedEvent> whyUncredited(DateRange range) {
        List<EventKey> keys = uncredited(range);
        List<SalesEvent> events = deals.with(keys).stream().filter(event -> keys.contains(event.key())).toList();
        StoredSurroundings surroundings = surroundings(range);
        surroundings.look(events);
        return events.stream().map(event -> new UncreditedEvent(event, surroundings.missed(event))).toList();
    }

    /**
     * Streams the credits in force of events dated within the range in canonical order (event date, source, external id,
     * role, participant, id; texts by their bytes).
     *
     * @param participants only credits of these, or of everyone when empty
     */
    @Transactional(readOnly = true)
    public void current(DateRange range, Optional<Set<ParticipantId>> participants, Consumer<Credit> each) {
        boolean few = participants.isPresent() && participants.get().size() <= FEW;
        String sql = CreditRows.COLUMNS + (few ? OF_FEW : EVERYONES) + CreditRows.ORDER;
        try (Stream<Credit> credits = streaming.sql(sql).param("from", range.from()).param("to", range.to())
                .param("everyone", participants.isEmpty())
                .param("participants",
                        new SqlArrayValue("text",
                                participants.orElse(Set.of()).stream().map(ParticipantId::value).toArray()))
                .query(CreditRows::credit).stream()) {
            credits.forEach(each);
        }
    }

    /** The credits in force of events dated within the range, collected, in canonical order. */
    @Transactional(readOnly = true)
    public List<Credit> current(DateRange range, Optional<Set<ParticipantId>> participants) {
        List<Credit> credits = new ArrayList<>();
        current(range, participants, credits::add);
        return credits;
    }

    /** Every credit ever written for the event, in canonical order. */
    public List<Credit> ofEvent(EventKey event) {
        return ofEvent("crediting.credit", event);
    }

    /** The credits in force of the event, in canonical order. */
    public List<Credit> currentOf(EventKey event) {
        return ofEvent("crediting.credit_in_force", event);
    }

    /** The credits in force of these events, in canonical order. */
    public List<Credit> currentOf(Collection<EventKey> events) {
        return events.isEmpty()
                ? List.of()
                : jdbc.sql(CreditRows.COLUMNS + """
                        from crediting.credit_in_force
                        where (source, external_id) in (select * from unnest(:sources, :ids))
                        """ + CreditRows.ORDER)
                        .param("sources", new SqlArrayValue("text", events.stream().map(EventKey::source).toArray()))
                        .param("ids", new SqlArrayValue("text", events.stream().map(EventKey::externalId).toArray()))
                        .query(CreditRows::credit).list();
    }

    /** The credits with these ids, in canonical order; those of frozen inputs. */
    public List<Credit> byId(Set<CreditId> ids) {
        return jdbc.sql(CreditRows.COLUMNS + "from crediting.credit where id = any (:ids)" + CreditRows.ORDER)
                .param("ids", new SqlArrayValue("bigint", ids.stream().map(CreditId::value).toArray()))
                .query(CreditRows::credit).list();
    }

    /**
     * What the credits of an event would be under other shares, in canonical order. Nothing is written; the ids are 0 and
     * the split version is one above that in force.
     *
     * @throws Refused when the deal makes no sales event, or the shares are no split
     */
    public List<Credit> hypothetical(EventKey event, List<Share> shares) {
        SplitSet.refuseUnlessWhole(shares);
        SalesEvent sale = deals.eventOf(event).orElseThrow(
                () -> new Refused("event-none", "The deal " + event + " is not a sale that can still be credited."));
        int version = Math.max(splits.of(event).map(SplitSet::version).orElse(0),
                splits.overlayOf(event).map(SplitSet::version).orElse(0)) + 1;
        StoredSurroundings surroundings = surroundings(new DateRange(sale.eventDate(), sale.eventDate().plusDays(1)));
        surroundings.look(List.of(sale));
        return surroundings.crediting(sale).credits(sale, new AgreedSplit(version, false,
                shares.stream().map(share -> new Part(share.participant(), share.percent())).toList()));
    }

    /**
     * Remembers, when a period is locked, that it counted these credits, as far as they are dated in it: what comes later
     * about their events is an adjustment. Repeated it changes nothing.
     */
    @Transactional
    public void settle(PeriodId period, Set<CreditId> counted) {
        DateRange days = periods.get(period).span();
        deals.settle(period,
                byId(counted).stream().filter(credit -> days.contains(credit.eventDate()))
                        .map(credit -> new SettledRevision(credit.event(), credit.revision()))
                        .distinct().toList());
    }

    /** The lock of a period is undone: it counted nothing, and what it counted for earlier ones is late again. */
    @Transactional
    public void unsettle(PeriodId period) {
        deals.unsettle(period);
    }

    private List<Credit> ofEvent(String from, EventKey event) {
        return jdbc.sql(CreditRows.COLUMNS + "from " + from + " where source = :source and external_id = :id"
                + CreditRows.ORDER).param("source", event.source()).param("id", event.externalId())
                .query(CreditRows::credit).list();
    }
}
