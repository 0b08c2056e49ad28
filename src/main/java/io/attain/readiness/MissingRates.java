package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Credits that could not be converted to the currency of those they are for. */
@Component
class MissingRates implements CloseRule {

    private final JdbcClient jdbc;

    MissingRates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "missing-fx-rate";
    }

    @Override
    public String title() {
        return "Missing exchange rate";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return jdbc.sql("""
                select c.currency || '-' || p.currency as subject, c.currency, p.currency as pay, count(*) as credits,
                       min(c.event_date) as first
                  from crediting.credit_in_force c
                  join participant.participant p on p.id = c.participant_id
                 where c.event_date >= :from and c.event_date < :to and c.currency <> p.currency
                 group by c.currency, p.currency order by 1 limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%d credits in %s are for people paid in %s, and no rate is listed for their days (the first is %s)."
                                .formatted(row.getLong("credits"), row.getString("currency"), row.getString("pay"),
                                        row.getString("first")),
                        "Import the exchange rate from the first to the second currency."))
                .list();
    }
}
