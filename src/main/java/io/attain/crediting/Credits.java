package io.attain.crediting;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
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

import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.sales.SettledRevision;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Credits: written once, never edited. Which of them count follows from the events and split sets in force. */
@Service
public class Credits {

    private static final int FETCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcClient streaming;
    private final Deals deals;
    private final Splits splits;
    private final Clock clock;

    Credits(JdbcClient jdbc, DataSource dataSource, Deals deals, Splits splits, Clock clock) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.splits = splits;
        this.clock = clock;
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setFetchSize(FETCH);
        this.streaming = JdbcClient.create(template);
    }

    /**
     * Writes the credits that are missing for the events in force dated within the range, under the split sets in force.
     * Idempotent. The statement allocates as {@link Money#allocate} does: cut down to the minor unit, what remains one
     * unit each to the largest remainders, ties to the earlier share, negative amounts mirrored.
     *
     * @return how many were written
     */
    @Transactional
    public int refresh(DateRange range) {
        return jdbc.sql("""
				with missing as (
				    select b.*, coalesce(s.version, 0) as split_version
				      from sales.booking b
				      left join crediting.split_in_force s on s.source = b.source and s.external_id = b.external_id
				     where b.event_date >= :from and b.event_date < :to
				       and not exists (select from crediting.credit c
				                        where c.source = b.source and c.external_id = b.external_id
				                          and c.revision = b.revision and c.split_version = coalesce(s.version, 0))
				), parts as (
				    select m.*, coalesce(h.participant_id, m.seller_id) as participant_id, coalesce(h.place, 1) as place,
				           coalesce(h.percent, 100) * 0.01 as share
				      from missing m
				      left join crediting.split_share h on h.source = m.source and h.external_id = m.external_id
				                                       and h.version = m.split_version
				), cut as (
				    select p.*, trunc(abs(p.amount_minor) * p.share) as whole,
				           abs(p.amount_minor) * p.share - trunc(abs(p.amount_minor) * p.share) as remainder
				      from parts p
				), ranked as (
				    select c.*, row_number() over (partition by source, external_id order by remainder desc, place) as nth,
				           abs(amount_minor) - sum(whole) over (partition by source, external_id) as left_over
				      from cut c
				)
				insert into crediting.credit (source, external_id, revision, split_version, event_date, participant_id, role,
				       share, amount_minor, currency, product, account, recorded_at)
				select source, external_id, revision, split_version, event_date, participant_id,
				       case split_version when 0 then 'DIRECT' else 'SPLIT' end, share,
				       sign(amount_minor) * (whole + case when nth <= left_over then 1 else 0 end), currency, product, account,
				       :now
				  from ranked
				 order by event_date, source collate "C", external_id collate "C", participant_id collate "C"
				on conflict on constraint credit_once do nothing
				""").param("from", range.from()).param("to", range.to())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /**
     * Streams the credits in force of events dated within the range in canonical order (event date, source, external id,
     * role, participant, id; texts by their bytes).
     *
     * @param participants only credits of these, or of everyone when empty
     */
    @Transactional(readOnly = true)
    public void current(DateRange range, Optional<Set<ParticipantId>> participants, Consumer<Credit> each) {
        String sql = CreditRows.COLUMNS + """
				from crediting.credit_in_force
				where event_date >= :from and event_date < :to and (:everyone or participant_id = any (:participants))
				""" + CreditRows.ORDER;
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
        int version = splits.of(event).map(SplitSet::version).orElse(0) + 1;
        List<Money> amounts = sale.amount().allocate(shares.stream().map(Share::percent).toList());
        List<Credit> credits = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            BigDecimal share = shares.get(i).percent().movePointLeft(2);
            credits.add(new Credit(new CreditId(0), event, sale.kind(), sale.revision(), version, sale.eventDate(),
                    shares.get(i).participant(), CreditRole.SPLIT, share, amounts.get(i), amounts.get(i),
                    Optional.empty(), 0, Credit.ONE, sale.product(), sale.account(), sale.attributes(),
                    Optional.empty(), "split"));
        }
        credits.sort(Comparator.comparing(Credit::participant));
        return credits;
    }

    /**
     * Remembers, when a period is locked, that it counted these credits: from then on their events stay counted there,
     * and what comes later about them is kept apart for adjustment. Repeated it changes nothing.
     */
    @Transactional
    public void settle(PeriodId period, Set<CreditId> counted) {
        deals.settle(period,
                byId(counted).stream().map(credit -> new SettledRevision(credit.event(), credit.revision()))
                        .distinct().toList());
    }

    private List<Credit> ofEvent(String from, EventKey event) {
        return jdbc.sql(CreditRows.COLUMNS + "from " + from + " where source = :source and external_id = :id"
                + CreditRows.ORDER).param("source", event.source()).param("id", event.externalId())
                .query(CreditRows::credit).list();
    }
}
