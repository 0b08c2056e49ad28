package io.attain.payable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.shared.Money;

/** The exchanges of locked periods, as they were paid. */
@Component
class ExchangeRows {

    private final JdbcClient jdbc;

    ExchangeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void write(Payable payable) {
        for (Exchange exchange : payable.exchanges()) {
            PayRate rate = exchange.rate().orElseThrow();
            jdbc.sql("""
                    insert into payable.exchange (participant_id, period_id, run_id, from_currency, to_currency, rate,
                           listed_on, earned_minor, corrected_minor, uncollected_minor, held_back_minor, paid_minor)
                    values (:participant, :period, :run, :from, :to, :rate, :on, :earned, :corrected, :uncollected,
                            :heldBack, :paid)
                    on conflict do nothing
                    """)
                    .param("participant", payable.participant().value())
                    .param("period", payable.period().value())
                    .param("run", payable.run().value())
                    .param("from", exchange.from().getCurrencyCode())
                    .param("to", exchange.to().getCurrencyCode())
                    .param("rate", rate.rate())
                    .param("on", rate.on())
                    .param("earned", exchange.earned().minor())
                    .param("corrected", exchange.corrected().minor())
                    .param("uncollected", exchange.uncollected().minor())
                    .param("heldBack", exchange.heldBack().minor())
                    .param("paid", exchange.paid().minor())
                    .update();
        }
    }

    List<Exchange> of(ParticipantId participant, RunId run) {
        return jdbc.sql("""
                select * from payable.exchange where participant_id = :participant and run_id = :run
                 order by from_currency
                """)
                .param("participant", participant.value())
                .param("run", run.value())
                .query(ExchangeRows::exchange)
                .list();
    }

    Map<ParticipantId, List<Exchange>> of(RunId run) {
        Map<ParticipantId, List<Exchange>> exchanges = new TreeMap<>();
        jdbc.sql(
                "select * from payable.exchange where run_id = :run order by participant_id collate \"C\", from_currency")
                .param("run", run.value())
                .query((row, number) -> exchanges
                        .computeIfAbsent(new ParticipantId(row.getString("participant_id")), who -> new ArrayList<>())
                        .add(exchange(row, number)))
                .list();
        return exchanges;
    }

    private static Exchange exchange(ResultSet row, int number) throws SQLException {
        Currency from = Currency.getInstance(row.getString("from_currency"));
        return new Exchange(Money.ofMinor(row.getLong("earned_minor"), from),
                Money.ofMinor(row.getLong("corrected_minor"), from),
                Money.ofMinor(row.getLong("uncollected_minor"), from),
                Money.ofMinor(row.getLong("held_back_minor"), from),
                Currency.getInstance(row.getString("to_currency")),
                Optional.of(new PayRate(row.getBigDecimal("rate"), row.getObject("listed_on", LocalDate.class))));
    }
}
