package io.attain.calculation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

import io.attain.crediting.CreditId;
import io.attain.participant.ParticipantId;
import io.attain.plan.PlanVersionId;
import io.attain.sales.EventKey;
import io.attain.shared.Money;

/** How the lines of runs are read. */
@Component
class LineRows {

    private final JdbcClient jdbc;

    LineRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The lines of some participants, by participant and number. */
    List<ResultLine> of(RunId run, Set<ParticipantId> participants) {
        return jdbc.sql("""
				select * from calculation.line where run_id = :run and participant_id = any (:participants)
				 order by participant_id collate "C", line_no
				""").param("run", run.value())
                .param("participants",
                        new SqlArrayValue("text", participants.stream().map(ParticipantId::value).toArray()))
                .query(LineRows::line).list();
    }

    static ResultLine line(ResultSet row, int number) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Money amount = Money.ofMinor(row.getLong("amount_minor"), currency);
        String source = row.getString("source");
        String externalId = row.getString("external_id");
        return new ResultLine(new RunId(row.getObject("run_id", UUID.class)),
                new ParticipantId(row.getString("participant_id")), row.getInt("line_no"), row.getString("component"),
                LineKind.valueOf(row.getString("kind")),
                source == null ? Optional.empty() : Optional.of(new EventKey(source, externalId)),
                Optional.ofNullable(row.getObject("credit_id", Long.class)).map(CreditId::new),
                row.getObject("event_date", LocalDate.class), row.getString("text"),
                Money.ofMinor(row.getLong("credited_minor"), currency), amount,
                Optional.ofNullable(row.getObject("uncut_minor", Long.class))
                        .map(minor -> Money.ofMinor(minor, currency)).orElse(amount),
                PlanVersionId.of(row.getString("plan_id"), row.getInt("plan_number")));
    }
}
