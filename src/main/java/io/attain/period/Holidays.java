package io.attain.period;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.shared.Refused;

/** The company's days off, and the business time they leave. Deadlines that run already keep their moment. */
@Service
public class Holidays {

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    Holidays(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Declares a day off; once more with the same day changes nothing.
     *
     * @throws Refused {@code holiday-name} when the day has no name
     */
    @Transactional
    public void declare(LocalDate day, String name) {
        if (name.isBlank()) {
            throw new Refused("holiday-name", "Say which holiday " + day + " is.");
        }
        int added = jdbc.sql("insert into period.holiday (day, name) values (:day, :name) on conflict (day) do nothing")
                .param("day", day)
                .param("name", name.strip())
                .update();
        if (added == 1) {
            audit.record("period.holiday-declared", "holiday " + day, Map.of("name", name.strip()));
        }
    }

    public BusinessTime businessTime() {
        return new BusinessTime(
                Set.copyOf(jdbc.sql("select day from period.holiday").query(LocalDate.class).list()));
    }
}
