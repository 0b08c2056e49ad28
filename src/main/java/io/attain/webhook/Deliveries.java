package io.attain.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is owed to endpoints. Taking something gives a lease on it and counts as a try; who dies between sending and
 * saying so leaves it to be sent again when the lease is over.
 */
@Component
class Deliveries {

    /** Longer than a sending can take. */
    static final Duration LEASE = Duration.ofMinutes(1);

    static final int MOST_TRIES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final int LONGEST_PROBLEM = 300;

    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is due next, of each endpoint and subject the earliest only; nobody else gets it while the lease runs.
     *
     * @param without endpoints that have just failed, so that they hold up no other
     */
    @Transactional
    Optional<Delivery> take(Set<Long> without) {
        return jdbc.sql("""
                with due as (
                    select d.endpoint_id, d.seq from webhook.delivery d
                      join webhook.endpoint e on e.id = d.endpoint_id and e.stopped_at is null
                     where d.delivered_at is null and d.dead_at is null and d.next_try_at <= :now
                       and not d.endpoint_id = any (:without::bigint[])
                       and not exists (select from webhook.delivery earlier
                                        where earlier.endpoint_id = d.endpoint_id and earlier.subject = d.subject
                                          and earlier.seq < d.seq and earlier.delivered_at is null
                                          and earlier.dead_at is null)
                     order by d.next_try_at, d.seq limit 1
                       for update of d skip locked)
                update webhook.delivery d set tries = d.tries + 1, next_try_at = :lease
                  from due, webhook.endpoint e, webhook.event v
                 where d.endpoint_id = due.endpoint_id and d.seq = due.seq and e.id = d.endpoint_id and v.seq = d.seq
                returning d.endpoint_id, e.url, e.secret, d.seq, v.kind, d.subject, v.was, v.became, v.at, d.tries
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("lease", clock.instant().plus(LEASE).atOffset(ZoneOffset.UTC))
                .param("without", without.toArray(Long[]::new))
                .query(Deliveries::delivery).optional();
    }

    @Transactional
    void delivered(Delivery delivery) {
        jdbc.sql("""
                update webhook.delivery set delivered_at = :now, dead_at = null
                 where endpoint_id = :endpoint and seq = :seq and delivered_at is null
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("endpoint", delivery.endpoint()).param("seq", delivery.seq()).update();
    }

    /** Tried again after a pause that grows fourfold each time; after ten tries no more. */
    @Transactional
    void failed(Delivery delivery, String problem) {
        Instant now = clock.instant();
        boolean dead = delivery.tries() >= MOST_TRIES;
        jdbc.sql("""
                update webhook.delivery set next_try_at = :next, dead_at = :dead, last_problem = :problem
                 where endpoint_id = :endpoint and seq = :seq and delivered_at is null and dead_at is null
                """)
                .param("next", now.plus(pause(delivery.tries())).atOffset(ZoneOffset.UTC))
                .param("dead", dead ? now.atOffset(ZoneOffset.UTC) : null)
                .param("problem", problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) : problem)
                .param("endpoint", delivery.endpoint()).param("seq", delivery.seq()).update();
    }

    static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE;
        for (int past = 1; past < tries && pause.compareTo(LONGEST_PAUSE) < 0; past++) {
            pause = pause.multipliedBy(4);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getLong("endpoint_id"), row.getString("url"), row.getString("secret"),
                row.getLong("seq"), row.getString("kind"), row.getString("subject"),
                Optional.ofNullable(row.getString("was")), row.getString("became"),
                row.getTimestamp("at").toInstant(), row.getInt("tries"));
    }
}
