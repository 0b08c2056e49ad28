package io.attain.sales;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Page;
import io.attain.shared.Refused;

/** Deals and the sales events they make. */
@Service
public class Deals {

    private static final int PAGE = 50;

    private static final String COLUMNS = """
			select r.source, r.external_id, r.revision, r.stage, r.seller_id, r.product, r.account, r.engage_date, r.close_date,
			       r.amount_minor, r.currency, r.batch_id, r.recorded_at,
			       (r.late or exists (select from sales.settled_deal s
			                           where s.source = r.source and s.external_id = r.external_id))
			       and not exists (select from sales.settled_deal s
			                        where s.source = r.source and s.external_id = r.external_id
			                          and s.revision = r.revision) as late
			""";

    private static final String IN_FORCE = """
			  from sales.deal d
			  join sales.deal_revision r on r.source = d.source and r.external_id = d.external_id and r.revision = d.revision
			""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Periods periods;

    Deals(JdbcClient jdbc, JdbcTemplate template, Periods periods) {
        this.jdbc = jdbc;
        this.template = template;
        this.periods = periods;
    }

    /**
     * The deal as its latest revision says.
     *
     * @throws Refused when there is no such deal
     */
    public Deal get(EventKey key) {
        return find(key).orElseThrow(() -> new Refused("deal-unknown", "There is no deal " + key + "."));
    }

    /** The deal as its latest revision says. */
    public Optional<Deal> find(EventKey key) {
        LocalDate end = endOfOpenPeriod();
        return jdbc.sql(COLUMNS + IN_FORCE + "where d.source = :source and d.external_id = :id")
                .param("source", key.source()).param("id", key.externalId()).query((row, n) -> deal(row, end))
                .optional();
    }

    /** What the catalogue lists the product at; nothing when it is not in there, or listed at nothing. */
    public Optional<Money> listPrice(String product) {
        return jdbc
                .sql("select list_price_minor, currency from sales.product where name = :name and list_price_minor > 0")
                .param("name", product)
                .query((row, n) -> Money.ofMinor(row.getLong("list_price_minor"),
                        Currency.getInstance(row.getString("currency"))))
                .optional();
    }

    /** Every observation of the deal, the latest first. */
    public List<DealRevision> history(EventKey key) {
        LocalDate end = endOfOpenPeriod();
        return jdbc.sql(COLUMNS + """
				     , b.state = 'UNDONE' as undone
				  from sales.deal_revision r join sales.import_batch b on b.id = r.batch_id
				 where r.source = :source and r.external_id = :id order by r.revision desc
				""").param("source", key.source()).param("id", key.externalId())
                .query((row, n) -> new DealRevision(deal(row, end), new ImportBatchId(row.getLong("batch_id")),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(), row.getBoolean("undone")))
                .list();
    }

    /**
     * Deals whose id, account or product contains the text, whatever its case, the latest close first and open deals
     * before all.
     *
     * @param sellers only deals of these, or of anyone when empty
     * @param page    counted from 0; 50 deals a page
     */
    public Page<Deal> search(String text, Optional<Set<ParticipantId>> sellers, int page) {
        LocalDate end = endOfOpenPeriod();
        String where = """
				where (:text = '' or strpos(lower(concat_ws(' ', r.external_id, r.account, r.product)), lower(:text)) > 0)
				  and (:anyone or r.seller_id = any (:sellers))
				""";
        SqlArrayValue array = ids(sellers.orElse(Set.of()));
        long total = jdbc.sql("select count(*)" + IN_FORCE + where).param("text", text.strip())
                .param("anyone", sellers.isEmpty()).param("sellers", array).query(Long.class).single();
        List<Deal> deals = jdbc.sql(COLUMNS + IN_FORCE + where + """
				order by r.close_date desc nulls first, r.source collate "C", r.external_id collate "C"
				limit :size offset :skip
				""").param("text", text.strip()).param("anyone", sellers.isEmpty()).param("sellers", array)
                .param("size", PAGE).param("skip", (long) page * PAGE).query((row, n) -> deal(row, end)).list();
        return new Page<>(deals, total, page, PAGE);
    }

    /** Deals of these sellers closed within the range, by close date and id. */
    public List<Deal> ofSellers(Set<ParticipantId> sellers, DateRange range) {
        LocalDate end = endOfOpenPeriod();
        return jdbc.sql(COLUMNS + IN_FORCE + """
				where r.seller_id = any (:sellers) and r.close_date >= :from and r.close_date < :to
				order by r.close_date, r.source collate "C", r.external_id collate "C"
				""").param("sellers", ids(sellers)).param("from", range.from()).param("to", range.to())
                .query((row, n) -> deal(row, end)).list();
    }

    /** The sales event of this key in force: of a deal, none unless it is won and its period may still count it. */
    public Optional<SalesEvent> eventOf(EventKey key) {
        return jdbc.sql(SalesEventRows.SELECT + "where source = :source and external_id = :id")
                .param("source", key.source()).param("id", key.externalId()).query(SalesEventRows::event).optional();
    }

    /** Bookings in force of an account, the latest first; at most so many. */
    public List<SalesEvent> bookingsOf(String account, int most) {
        return jdbc.sql(SalesEventRows.SELECT + """
				where kind = 'BOOKING' and account = :account
				order by event_date desc, source collate "C", external_id collate "C" limit :most
				""").param("account", account).param("most", most).query(SalesEventRows::event).list();
    }

    /** The sales events in force of these keys, and whatever refers to them: returns, invoices, collections; in order. */
    public List<SalesEvent> with(Collection<EventKey> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SalesEventRows.SELECT + """
				where (source, external_id) in (select * from unnest(:sources::text[], :ids::text[]))
				   or (refers_source, refers_id) in (select * from unnest(:sources::text[], :ids::text[]))
				""" + SalesEventRows.ORDER)
                .param("sources", keys.stream().map(EventKey::source).toArray(String[]::new))
                .param("ids", keys.stream().map(EventKey::externalId).toArray(String[]::new))
                .query(SalesEventRows::event).list();
    }

    /**
     * The day of the first sale to each of these accounts: booked, invoiced or paid for. Sales that a locked period counted
     * stay, whatever became of them since.
     */
    public Map<String, LocalDate> customersSince(Collection<String> accounts) {
        Map<String, LocalDate> since = new TreeMap<>();
        jdbc.sql("""
				select account, min(event_date) as first_day
				  from (select e.account, e.event_date from sales.event_in_force e
				         where e.account = any (:accounts::text[]) and e.kind in ('BOOKING', 'INVOICE', 'COLLECTION')
				        union all
				        select r.account, r.close_date from sales.settled_deal s
				          join sales.deal_revision r on r.source = s.source and r.external_id = s.external_id
				                                    and r.revision = s.revision
				         where r.account = any (:accounts::text[])
				        union all
				        select r.account, r.event_date from sales.settled_deal s
				          join sales.event_revision r on r.source = s.source and r.external_id = s.external_id
				                                     and r.revision = s.revision
				         where r.account = any (:accounts::text[]) and r.kind in ('BOOKING', 'INVOICE', 'COLLECTION')) as sale
				 group by account
				""").param("accounts", accounts.toArray(String[]::new))
                .query(row -> {
                    since.put(row.getString("account"), row.getObject("first_day", LocalDate.class));
                });
        return since;
    }

    /** Streams the current sales events of every kind dated within the range in canonical order. */
    @Transactional(readOnly = true)
    public void eventsOf(DateRange range, Consumer<SalesEvent> each) {
        try (Stream<SalesEvent> events = jdbc.sql(SalesEventRows.SELECT + """
				where event_date >= :from and event_date < :to
				""" + SalesEventRows.ORDER).param("from", range.from()).param("to", range.to())
                .query(SalesEventRows::event).stream()) {
            events.forEach(each);
        }
    }

    /**
     * Remembers which revisions a period counted, when it is locked or corrected. What comes later about these deals is
     * late: it changes pay of a locked period, and is paid as an adjustment. Repeated it changes nothing.
     */
    @Transactional
    public void settle(PeriodId period, Collection<SettledRevision> revisions) {
        settle(period, revisions, period);
    }

    /**
     * The same, by the lock of a later period that corrects the period.
     *
     * @param by the period being locked
     */
    @Transactional
    public void settle(PeriodId period, Collection<SettledRevision> revisions, PeriodId by) {
        int round = round(by);
        template.batchUpdate("""
				insert into sales.settlement (source, external_id, revision, period, by_period, by_round)
				select n.source, n.id, n.revision, n.period, ?, ?
				  from (values (?, ?, ?::int, ?)) as n (source, id, revision, period)
				 where not exists (select from sales.settled_deal s
				                    where s.source = n.source and s.external_id = n.id and s.revision = n.revision
				                      and s.period = n.period)
				on conflict do nothing
				""",
                revisions.stream().map(settled -> new Object[]{ by.value(), round, settled.event().source(),
                    settled.event().externalId(), settled.revision(), period.value() }).toList());
    }

    /** The lock of a period is undone, and with it all that it settled, also of earlier periods. */
    @Transactional
    public void unsettle(PeriodId by) {
        jdbc.sql("insert into sales.undone_lock (period, round, at) values (:period, :round, now())")
                .param("period", by.value()).param("round", round(by)).update();
    }

    private int round(PeriodId by) {
        return jdbc.sql("select coalesce(max(round), 0) + 1 from sales.undone_lock where period = :period")
                .param("period", by.value()).query(Integer.class).single();
    }

    /** The latest revision in force of a deal or an event; 0 when there is none. */
    public int revisionOf(EventKey key) {
        return jdbc.sql("""
				select coalesce(max(revision), 0) from (
				       select revision from sales.deal where source = :source and external_id = :id
				       union all
				       select revision from sales.event where source = :source and external_id = :id) known
				""").param("source", key.source()).param("id", key.externalId()).query(Integer.class).single();
    }

    /** The latest revisions that a period counted when it was locked or corrected, by event. */
    public Map<EventKey, Integer> countedIn(PeriodId period) {
        Map<EventKey, Integer> counted = new HashMap<>();
        jdbc.sql("""
				select source, external_id, max(revision) as revision from sales.settled_deal where period = :period
				 group by source, external_id
				""")
                .param("period", period.value()).query(row -> {
                    counted.put(key(row), row.getInt("revision"));
                });
        return counted;
    }

    private LocalDate endOfOpenPeriod() {
        return periods.findOpenPeriod().map(Period::span).map(DateRange::to).orElse(LocalDate.MAX);
    }

    private static SqlArrayValue ids(Set<ParticipantId> ids) {
        return new SqlArrayValue("text", ids.stream().map(ParticipantId::value).toArray());
    }

    private static Deal deal(ResultSet row, LocalDate endOfOpenPeriod) throws SQLException {
        DealStage stage = DealStage.valueOf(row.getString("stage"));
        Optional<LocalDate> closed = Optional.ofNullable(row.getObject("close_date", LocalDate.class));
        long minor = row.getLong("amount_minor");
        Optional<Money> value = row.wasNull()
                ? Optional.empty()
                : Optional.of(Money.ofMinor(minor, Currency.getInstance(row.getString("currency"))));
        return new Deal(key(row), row.getInt("revision"), stage,
                Optional.ofNullable(row.getObject("engage_date", LocalDate.class)), closed,
                new ParticipantId(row.getString("seller_id")), row.getString("product"),
                Optional.ofNullable(row.getString("account")), value,
                state(stage, closed, row.getBoolean("late"), endOfOpenPeriod));
    }

    private static DealState state(DealStage stage, Optional<LocalDate> closed, boolean late,
            LocalDate endOfOpenPeriod) {
        if (late) {
            return DealState.ADJUSTMENT_DUE;
        }
        return switch (stage) {
            case PROSPECTING, ENGAGING -> DealState.PIPELINE;
            case LOST -> DealState.LOST;
            case WON -> closed.filter(date -> !date.isBefore(endOfOpenPeriod)).isPresent()
                    ? DealState.WAITING_FOR_PERIOD
                    : DealState.BOOKED;
        };
    }

    private static EventKey key(ResultSet row) throws SQLException {
        return new EventKey(row.getString("source"), row.getString("external_id"));
    }
}
