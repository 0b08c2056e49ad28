package io.attain.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.shared.Refused;

/** Whom changes are told to, and what could not be told. For the role admin alone; nothing here says an amount. */
@Service
@EnableConfigurationProperties(AllowedOrigins.class)
public class Webhooks {

    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final AllowedOrigins origins;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final Clock clock;

    Webhooks(JdbcClient jdbc, AllowedOrigins origins, CurrentUser currentUser, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.origins = origins;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tells an address of every change from now on.
     *
     * @param secret signs what is sent, 16 to 200 characters; not shown again
     * @throws Refused when the address is not allowed or told already, or the secret is too short
     */
    @Transactional
    public long register(String url, String secret) {
        User admin = admin();
        URI address = origins.allowed(url);
        if (secret.length() < 16 || secret.length() > 200) {
            throw new Refused("form-webhook-secret", "The secret has 16 to 200 characters.");
        }
        if (jdbc.sql("select count(*) from webhook.endpoint where stopped_at is null").query(Integer.class)
                .single() >= MOST) {
            throw new Refused("form-webhooks-full", "At most " + MOST + " addresses are told. Stop one first.");
        }
        try {
            long id = jdbc.sql("""
                    insert into webhook.endpoint (url, secret, registered_by, registered_at)
                    values (:url, :secret, :by, :at) returning id
                    """)
                    .param("url", address.toString()).param("secret", secret).param("by", admin.id().value())
                    .param("at", now()).query(Long.class).single();
            audit.record("webhook.registered", "webhook/" + id, Map.of("url", address.toString()));
            return id;
        } catch (DuplicateKeyException known) {
            throw new Refused("form-webhook-known", "This address is told already.");
        }
    }

    /** Tells the address nothing more, not even what it is owed. Repeated it changes nothing. */
    @Transactional
    public void stop(long id) {
        admin();
        int stopped = jdbc.sql("update webhook.endpoint set stopped_at = :at where id = :id and stopped_at is null")
                .param("at", now()).param("id", id).update();
        if (stopped > 0) {
            audit.record("webhook.stopped", "webhook/" + id, Map.of());
        }
    }

    /** Tries anew what an endpoint could not be told. */
    @Transactional
    public void tryAgain(long id) {
        admin();
        int revived = jdbc.sql("""
                update webhook.delivery set dead_at = null, tries = 0, next_try_at = :at
                 where endpoint_id = :id and dead_at is not null
                """).param("at", now()).param("id", id).update();
        if (revived > 0) {
            audit.record("webhook.tried-again", "webhook/" + id, Map.of("changes", revived));
        }
    }

    /** Every address that is or was told, those told first. */
    @Transactional(readOnly = true)
    public List<Endpoint> endpoints() {
        admin();
        return jdbc.sql("""
                select e.id, e.url, e.registered_by, e.registered_at, e.stopped_at,
                       count(d.seq) filter (where d.delivered_at is null and d.dead_at is null) as owed,
                       count(d.seq) filter (where d.dead_at is not null) as dead
                  from webhook.endpoint e left join webhook.delivery d on d.endpoint_id = e.id
                 group by e.id order by e.stopped_at is not null, e.id desc limit 100
                """).query(Webhooks::endpoint).list();
    }

    /** What failed at least once and is not told yet, the dead first; at most 100. */
    @Transactional(readOnly = true)
    public List<Owed> failing() {
        admin();
        return jdbc.sql("""
                select d.endpoint_id, e.url, d.seq, v.kind, d.subject, v.became, d.tries, d.next_try_at, d.dead_at,
                       d.last_problem
                  from webhook.delivery d join webhook.endpoint e on e.id = d.endpoint_id
                  join webhook.event v on v.seq = d.seq
                 where d.delivered_at is null and (d.dead_at is not null or d.last_problem is not null)
                   and e.stopped_at is null
                 order by d.dead_at is null, d.seq desc limit 100
                """).query(Webhooks::owed).list();
    }

    private User admin() {
        User user = currentUser.get();
        if (!user.has(Role.ADMIN)) {
            throw new AccessDeniedException("only an admin looks after webhooks");
        }
        return user;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
        return new Endpoint(row.getLong("id"), row.getString("url"), new UserId(row.getString("registered_by")),
                row.getTimestamp("registered_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("stopped_at")).map(at -> at.toInstant()), row.getInt("owed"),
                row.getInt("dead"));
    }

    private static Owed owed(ResultSet row, int number) throws SQLException {
        return new Owed(row.getLong("endpoint_id"), row.getString("url"), row.getLong("seq"), row.getString("kind"),
                row.getString("subject"), row.getString("became"), row.getInt("tries"),
                row.getTimestamp("next_try_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("dead_at")).map(at -> at.toInstant()),
                Optional.ofNullable(row.getString("last_problem")));
    }
}
