package io.attain.payable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.participant.ParticipantId;
import io.attain.plan.language.Clawback;
import io.attain.plan.language.Payment;
import io.attain.shared.Money;
import io.attain.shared.Rate;

/** What waits of a run, written down when it is first asked for and the same from then on. */
@Component
class FrozenWaits {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;

    FrozenWaits(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
    }

    /** Two who ask for the first time at once wait for each other: the second reads what the first wrote. */
    Map<ParticipantId, List<Waits>> of(RunId run, Supplier<Map<ParticipantId, List<Waits>>> asOfNow) {
        boolean first = jdbc.sql("insert into payable.looked (run_id, at) values (:run, :now) on conflict do nothing")
                .param("run", run.value()).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update() == 1;
        if (!first) {
            return stored(run);
        }
        Map<ParticipantId, List<Waits>> waiting = asOfNow.get();
        List<Object[]> rows = new ArrayList<>();
        waiting.forEach((participant, all) -> {
            for (int i = 0; i < all.size(); i++) {
                rows.add(row(run, participant, i + 1, all.get(i)));
            }
        });
        template.batchUpdate("""
                insert into payable.waiting (run_id, participant_id, ordinal, line_key, component, event, earned_on, currency,
                       amount_minor, payable_on, holdback_share, holdback_days, uncollected_minor, held_back_minor)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::int, ?, ?)
                """, rows);
        return waiting;
    }

    private static Object[] row(RunId run, ParticipantId participant, int ordinal, Waits waits) {
        Earning earning = waits.earning();
        Optional<Payment.Holdback> holdback = earning.terms().holdback();
        return new Object[]{ run.value(), participant.value(), ordinal, earning.key(), earning.component(),
            waits.event(), earning.earnedOn(), earning.amount().currency().getCurrencyCode(), earning.amount().minor(),
            earning.terms().on().name(), holdback.map(kept -> kept.share().value().toPlainString()).orElse(null),
            holdback.map(kept -> Integer.toString(kept.days())).orElse(null), waits.position().uncollected().minor(),
            waits.position().heldBack().minor() };
    }

    private Map<ParticipantId, List<Waits>> stored(RunId run) {
        Map<ParticipantId, List<Waits>> waiting = new TreeMap<>();
        jdbc.sql("select * from payable.waiting where run_id = :run order by participant_id collate \"C\", ordinal")
                .param("run", run.value())
                .query(row -> {
                    waiting.computeIfAbsent(new ParticipantId(row.getString("participant_id")), p -> new ArrayList<>())
                            .add(waits(row));
                });
        return waiting;
    }

    /** Without the cash that was looked at: what came of it is in the position. */
    private static Waits waits(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Money amount = Money.ofMinor(row.getLong("amount_minor"), currency);
        Money uncollected = Money.ofMinor(row.getLong("uncollected_minor"), currency);
        Money heldBack = Money.ofMinor(row.getLong("held_back_minor"), currency);
        int days = row.getInt("holdback_days");
        Optional<Payment.Holdback> holdback = Optional.ofNullable(row.getBigDecimal("holdback_share"))
                .map(share -> new Payment.Holdback(new Rate(share), days));
        Earning earning = new Earning(row.getString("line_key"), row.getString("component"), amount,
                new Payment(Payment.On.valueOf(row.getString("payable_on")), holdback, Clawback.DEFAULT),
                row.getObject("earned_on", LocalDate.class), amount, List.of());
        return new Waits(earning, row.getString("event"), new Position(uncollected, heldBack,
                amount.minus(uncollected).minus(heldBack)));
    }
}
