package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Participants that the run of the close could not compute. */
@Component
class NotCalculated implements CloseRule {

    static final String ID = "not-calculated";

    private final JdbcClient jdbc;

    NotCalculated(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Could not be calculated";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        if (run.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select r.participant_id as subject, p.name, r.reason
                  from calculation.run_participant r join participant.participant p on p.id = r.participant_id
                 where r.run_id = :run and r.state = 'PARKED'
                 order by r.participant_id collate "C" limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("run", run.get().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        row.getString("name") + ": " + row.getString("reason"),
                        "Correct what is missing and calculate again. Waived, the close goes on and pays this person nothing from the run."))
                .list();
    }
}
