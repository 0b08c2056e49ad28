package io.attain.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.identity.CurrentUser;
import io.attain.shared.Page;

/**
 * The append-only trail. Each entry is chained to the one before by a digest the database computes, so an edit shows;
 * writers queue behind one lock until their transaction ends, so record decisions here and digests of bulk work, not
 * its rows, and record late in a long transaction.
 */
@Component
public class AuditTrail {

    /** The actor of what nobody signed in has done. */
    public static final String SYSTEM = "system";

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private static final String SELECT = "select seq, at, actor, action, subject, facts from audit.entry ";

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;
    private final Clock clock;
    private final ObjectMapper json;

    AuditTrail(JdbcClient jdbc, CurrentUser currentUser, Clock clock, ObjectMapper json) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
        this.clock = clock;
        this.json = json;
    }

    /** Appends an entry in the transaction of the caller, in the name of whoever is signed in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String action, String subject, Map<String, ?> facts) {
        jdbc.sql("""
                insert into audit.entry (at, actor, action, subject, facts)
                values (:at, :actor, :action, :subject, cast(:facts as jsonb))
                """)
                .param("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .param("actor", currentUser.find().map(user -> user.id().value()).orElse(SYSTEM))
                .param("action", action)
                .param("subject", subject)
                .param("facts", written(facts))
                .update();
    }

    /** A page of entries, the latest first. */
    @Transactional(readOnly = true)
    public Page<AuditEntry> latest(int page, int size) {
        long total = jdbc.sql("select count(*) from audit.entry").query(Long.class).single();
        List<AuditEntry> entries = jdbc.sql(SELECT + "order by seq desc limit :size offset :start")
                .param("size", size)
                .param("start", (long) page * size)
                .query(this::map)
                .list();
        return new Page<>(entries, total, page, size);
    }

    /** Everything recorded about a subject, the earliest first. */
    @Transactional(readOnly = true)
    public List<AuditEntry> entriesAbout(String subject) {
        return jdbc.sql(SELECT + "where subject = :subject order by seq")
                .param("subject", subject)
                .query(this::map)
                .list();
    }

    public List<AuditEntry> entriesAbout(CaseRef subject) {
        return entriesAbout(subject.toString());
    }

    /** The number of the first entry that is not what was written; empty while the chain holds. */
    @Transactional(readOnly = true)
    public OptionalLong firstBroken() {
        return jdbc.sql("select seq from audit.broken order by seq limit 1")
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private String written(Map<String, ?> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("facts of the trail are plain values", failure);
        }
    }

    private AuditEntry map(ResultSet row, int number) throws SQLException {
        try {
            return new AuditEntry(row.getLong("seq"), row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"), row.getString("action"), row.getString("subject"),
                    json.readValue(row.getString("facts"), FACTS));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("entry " + row.getLong("seq") + " of the trail cannot be read", failure);
        }
    }
}
