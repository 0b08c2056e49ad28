package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Participants whose run comes to less than nothing. */
@Component
class NegativePay implements CloseRule {

    private final JdbcClient jdbc;

    NegativePay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "negative-pay";
    }

    @Override
    public String title() {
        return "Negative pay";
    }

    @Override
    public Weight weight() {
        return Weight.WARNING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        if (run.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select r.participant_id as subject, p.name, r.earned_minor, r.currency
                  from calculation.run_participant r join participant.participant p on p.id = r.participant_id
                 where r.run_id = :run and r.earned_minor < 0
                 order by r.earned_minor, r.participant_id collate "C" limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("run", run.get().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%s earns %s.".formatted(row.getString("name"), PayInRun.money(row, "earned_minor")),
                        "Look at the lines; what stays below zero is carried into the next period."))
                .list();
    }
}
