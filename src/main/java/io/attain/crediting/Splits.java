package io.attain.crediting;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.Refused;

/** Agreements on shares of deals. */
@Service
public class Splits {

    private record Version(int number, String cause, String recordedBy, Instant recordedAt) {}

    private record Sold(Optional<ParticipantId> seller) {}

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private final JdbcClient jdbc;
    private final Deals deals;
    private final Participants participants;
    private final Periods periods;
    private final AuditTrail audit;
    private final CurrentUser currentUser;
    private final Clock clock;

    Splits(JdbcClient jdbc, Deals deals, Participants participants, Periods periods, AuditTrail audit,
            CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.participants = participants;
        this.periods = periods;
        this.audit = audit;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The version in force; none when the seller has the deal alone. */
    public Optional<SplitSet> of(EventKey event) {
        return history(event).stream().findFirst();
    }

    /**
     * The shares in force: those of the split, or the seller with 100 percent, or nobody's.
     *
     * @throws Refused when there is no such deal
     */
    public List<Share> sharesOf(EventKey event) {
        return of(event).map(SplitSet::shares)
                .orElseGet(() -> sold(event).seller().map(seller -> new Share(seller, WHOLE)).stream().toList());
    }

    /** All versions of who shares it, the latest first. */
    public List<SplitSet> history(EventKey event) {
        return history(event, false);
    }

    /**
     * Splits in force that at least two of these people share, the latest agreed first.
     *
     * @param most at most this many
     */
    public List<SplitSet> among(Set<ParticipantId> people, int most) {
        return jdbc.sql("""
				select s.source, s.external_id from crediting.split_set s
				  join crediting.split_share h using (source, external_id, version)
				 where not s.overlay and h.participant_id = any (:people)
				   and not exists (select from crediting.split_set later where later.source = s.source
				                      and later.external_id = s.external_id and not later.overlay
				                      and later.version > s.version)
				 group by s.source, s.external_id, s.recorded_at having count(*) > 1
				 order by s.recorded_at desc, s.source, s.external_id limit :most
				""").param("people", people.stream().map(ParticipantId::value).toArray(String[]::new))
                .param("most", most)
                .query((row, n) -> new EventKey(row.getString("source"), row.getString("external_id"))).list().stream()
                .flatMap(key -> of(key).stream()).toList();
    }

    /** The overlay shares in force, beside those who share the event. */
    public Optional<SplitSet> overlayOf(EventKey event) {
        return history(event, true).stream().findFirst();
    }

    private List<SplitSet> history(EventKey event, boolean overlay) {
        return jdbc.sql("""
				select version, cause, recorded_by, recorded_at from crediting.split_set
				 where source = :source and external_id = :id and overlay = :overlay order by version desc
				""").param("source", event.source()).param("id", event.externalId()).param("overlay", overlay)
                .query((row, n) -> new Version(row.getInt("version"), row.getString("cause"),
                        row.getString("recorded_by"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list().stream().map(version -> new SplitSet(event, version.number(), shares(event, version.number()),
                        version.cause(), version.recordedBy(), version.recordedAt()))
                .toList();
    }

    /**
     * Records a new version; the same shares as in force change nothing. For a deal that a locked period counted, the
     * next close pays the difference as prior-period adjustments that name the cause.
     *
     * @param cause for people to read, at most 500 characters
     * @throws Refused when the shares do not total exactly 100 percent, name someone twice or nobody, or someone or the
     *                 deal is unknown
     */
    @Transactional
    public SplitSet put(EventKey event, List<Share> shares, String cause) {
        SplitSet.refuseUnlessWhole(shares);
        return put(event, shares, cause, false);
    }

    /**
     * Records overlay shares beside the event: each is a percentage of its own, together they may exceed the whole. The
     * same shares as in force change nothing.
     *
     * @param cause for people to read, at most 500 characters
     * @throws Refused as {@link #put(EventKey, List, String)}, but for the total
     */
    @Transactional
    public SplitSet putOverlay(EventKey event, List<Share> shares, String cause) {
        SplitSet.refuseUnlessOfSome(shares);
        return put(event, shares, cause, true);
    }

    private SplitSet put(EventKey event, List<Share> shares, String cause, boolean overlay) {
        if (cause.isBlank() || cause.length() > 500) {
            throw new Refused("split-cause", "Say in a sentence why the deal is shared.");
        }
        shares.forEach(share -> participants.get(share.participant()));
        jdbc.sql("select pg_advisory_xact_lock(hashtext('attain.crediting.split'), hashtext(:event))")
                .param("event", event.toString()).query(row -> {});
        Sold sold = sold(event);
        Optional<SplitSet> current = history(event, overlay).stream().findFirst();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String actor = currentUser.find().map(user -> user.id().value()).orElse(AuditTrail.SYSTEM);
        if (current.isPresent() && current.get().hasShares(shares)) {
            return current.get();
        }
        if (!overlay && current.isEmpty() && sold.seller().isPresent()
                && SplitSet.same(shares, List.of(new Share(sold.seller().get(), WHOLE)))) {
            return new SplitSet(event, 0, shares, cause, actor, now);
        }
        int version = jdbc.sql("""
				select coalesce(max(version), 0) + 1 from crediting.split_set
				 where source = :source and external_id = :id
				""").param("source", event.source()).param("id", event.externalId()).query(Integer.class).single();
        write(new SplitSet(event, version, shares, cause, actor, now), overlay);
        audit.record(overlay ? "overlay-recorded" : "split-recorded", "deal:" + event,
                Map.of("version", version, "cause", cause, "shares", shares.stream()
                        .map(share -> share.participant() + " " + share.percent().toPlainString()).toList()));
        return new SplitSet(event, version, shares, cause, actor, now);
    }

    /** The locked period that the event is dated in: another split of it leads to adjustments. */
    public Optional<PeriodId> lockedPeriodOf(EventKey event) {
        return deals.eventOf(event).map(SalesEvent::eventDate).flatMap(periods::containing)
                .filter(period -> period.state().isFinal()).map(Period::id);
    }

    /** Whether a deal or an event of this key is known. */
    boolean isKnown(EventKey event) {
        return deals.find(event).isPresent() || deals.eventOf(event).isPresent();
    }

    /** What a split has to know of a deal, or of an event of another kind. */
    private Sold sold(EventKey event) {
        return deals.find(event).map(deal -> new Sold(Optional.of(deal.seller())))
                .or(() -> deals.eventOf(event).map(sale -> new Sold(sale.seller())))
                .orElseThrow(() -> new Refused("deal-unknown", "There is no deal " + event + "."));
    }

    private void write(SplitSet split, boolean overlay) {
        jdbc.sql("""
				insert into crediting.split_set (source, external_id, version, overlay, cause, recorded_by, recorded_at)
				values (:source, :id, :version, :overlay, :cause, :by, :at)
				""").param("overlay", overlay).param("source", split.event().source())
                .param("id", split.event().externalId())
                .param("version", split.version()).param("cause", split.cause()).param("by", split.recordedBy())
                .param("at", split.recordedAt().atOffset(ZoneOffset.UTC)).update();
        List<Share> shares = split.shares();
        jdbc.sql("""
				insert into crediting.split_share (source, external_id, version, place, participant_id, percent)
				select :source, :id, :version, place, participant_id, percent
				  from unnest(:places, :participants, :percents) as s (place, participant_id, percent)
				""").param("source", split.event().source()).param("id", split.event().externalId())
                .param("version", split.version())
                .param("places", new SqlArrayValue("int", IntStream.rangeClosed(1, shares.size()).boxed().toArray()))
                .param("participants",
                        new SqlArrayValue("text", shares.stream().map(share -> share.participant().value()).toArray()))
                .param("percents", new SqlArrayValue("numeric", shares.stream().map(Share::percent).toArray()))
                .update();
    }

    private List<Share> shares(EventKey event, int version) {
        return jdbc.sql("""
				select participant_id, percent from crediting.split_share
				 where source = :source and external_id = :id and version = :version order by place
				""").param("source", event.source()).param("id", event.externalId()).param("version", version)
                .query((row, n) -> new Share(new ParticipantId(row.getString("participant_id")),
                        plain(row.getBigDecimal("percent"))))
                .list();
    }

    private static BigDecimal plain(BigDecimal percent) {
        BigDecimal stripped = percent.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
