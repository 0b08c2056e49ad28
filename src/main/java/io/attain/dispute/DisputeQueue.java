package io.attain.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.identity.CurrentUser;
import io.attain.identity.Duty;
import io.attain.identity.Role;
import io.attain.identity.Substitutions;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Page;

/** The disputes the current user may see, page by page, the most urgent first; the database does the work. */
@Component
class DisputeQueue {

    static final int MOST = 200;

    private static final String OPEN = "d.state not in ('UPHELD', 'PARTLY', 'DENIED', 'WITHDRAWN', 'REFUSED')";

    private static final String WHERE = """
             where (:all or d.decider_user = any (:deciders::text[]) or d.filed_by = :user
                    or d.claimant_id = any (:below::text[])
                    or exists (select from dispute.party p where p.dispute_id = d.id
                                  and (p.user_id = :user or p.participant_id = any (:below::text[])))
                    or exists (select from dispute.joined_claim j where j.dispute_id = d.id
                                  and (j.filed_by = :user or j.claimant_id = any (:below::text[]))))
               and (:anyOpenness or (%s) = :open)
               and (not :overdue or (%s and l.due_at <= :now))
               and (:state = '' or d.state = :state)
               and (:period = '' or d.period_id = :period)
               and (:claimant = '' or d.claimant_id = :claimant)
               and (:text = '' or strpos(lower(d.deal_external_id), :text) > 0 or strpos(lower(d.claimant_id), :text) > 0
                    or exists (select from dispute.named_deal n where n.dispute_id = d.id
                                  and strpos(lower(concat_ws(' ', n.reference, n.customer)), :text) > 0))
            """.formatted(OPEN, OPEN);

    /** The clock that runs: the latest one of an open dispute. */
    private static final String FROM = """
              from dispute.dispute d
              left join lateral (select c.step, c.started_at, c.half_time, c.due_at from dispute.deadline c
                                  where c.dispute_id = d.id order by c.id desc limit 1) l on %s
            """.formatted(OPEN);

    private final JdbcClient jdbc;
    private final DisputeRows rows;
    private final Participants participants;
    private final ReportingLines lines;
    private final Periods periods;
    private final Substitutions substitutions;
    private final CurrentUser currentUser;
    private final Clock clock;

    DisputeQueue(JdbcClient jdbc, DisputeRows rows, Participants participants, ReportingLines lines, Periods periods,
            Substitutions substitutions, CurrentUser currentUser, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.participants = participants;
        this.lines = lines;
        this.periods = periods;
        this.substitutions = substitutions;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    private record Place(DisputeId id, Optional<Deadline> deadline) {}

    /**
     * @param number counted from 0
     * @param size   1 to 200
     */
    Page<QueuedDispute> page(DisputeFilter filter, int number, int size) {
        int most = Math.clamp(size, 1, MOST);
        long total = bind("select count(*) " + FROM + WHERE, filter).query(Long.class).single();
        List<Place> places = bind("select d.id, l.step, l.started_at, l.half_time, l.due_at " + FROM + WHERE + """
                 order by l.due_at nulls last, d.id desc limit :size offset :skip
                """, filter)
                .param("size", most).param("skip", (long) number * most)
                .query(DisputeQueue::place).list();
        Map<DisputeId, Dispute> read = new HashMap<>();
        rows.all(places.stream().map(Place::id).toList()).forEach(dispute -> read.put(dispute.id(), dispute));
        List<QueuedDispute> queue = new ArrayList<>();
        for (Place place : places) {
            Dispute dispute = read.get(place.id());
            if (dispute != null) {
                queue.add(new QueuedDispute(dispute, place.deadline()));
            }
        }
        return new Page<>(queue, total, number, most);
    }

    /** Of those asked for, the open ones by age. */
    Ageing ageing(DisputeFilter filter) {
        String counts = """
                select count(*) filter (where d.filed_at > :six) as five,
                       count(*) filter (where d.filed_at <= :six and d.filed_at > :sixteen) as fifteen,
                       count(*) filter (where d.filed_at <= :sixteen and d.filed_at > :thirtyOne) as thirty,
                       count(*) filter (where d.filed_at <= :thirtyOne) as older
                """;
        return bind(counts + FROM + WHERE + " and " + OPEN, filter)
                .param("six", daysAgo(6)).param("sixteen", daysAgo(16)).param("thirtyOne", daysAgo(31))
                .query((row, n) -> new Ageing(row.getLong("five"), row.getLong("fifteen"), row.getLong("thirty"),
                        row.getLong("older")))
                .single();
    }

    private Timestamp daysAgo(int days) {
        return Timestamp.from(clock.instant().minus(Duration.ofDays(days)));
    }

    private JdbcClient.StatementSpec bind(String sql, DisputeFilter filter) {
        User user = currentUser.get();
        boolean all = Sight.seesAll(user);
        Set<String> below = new HashSet<>(Set.of(""));
        Set<String> deciders = new HashSet<>(Set.of(user.id().value()));
        if (!all) {
            participants.byUser(user.id()).ifPresent(me -> lines.everyoneBelow(me.id(), periods.businessDate())
                    .forEach(one -> below.add(one.value())));
            substitutions.standingIn(user.id()).stream()
                    .filter(one -> one.duty() == Duty.DISPUTES && user.has(Role.MANAGER))
                    .forEach(one -> deciders.add(one.absent().value()));
        }
        return jdbc.sql(sql)
                .param("all", all).param("user", user.id().value())
                .param("deciders", deciders.toArray(String[]::new)).param("below", below.toArray(String[]::new))
                .param("anyOpenness", filter.open().isEmpty()).param("open", filter.open().orElse(true))
                .param("overdue", filter.overdue()).param("now", Timestamp.from(clock.instant()))
                .param("state", filter.state().map(DisputeState::name).orElse(""))
                .param("period", filter.period().map(PeriodId::value).orElse(""))
                .param("claimant", filter.claimant().map(ParticipantId::value).orElse(""))
                .param("text", filter.text().strip().toLowerCase(java.util.Locale.ROOT));
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(new DisputeId(row.getLong("id")), row.getString("step") == null
                ? Optional.empty()
                : Optional.of(new Deadline(Step.valueOf(row.getString("step")),
                        row.getTimestamp("started_at").toInstant(), row.getTimestamp("half_time").toInstant(),
                        row.getTimestamp("due_at").toInstant())));
    }
}
