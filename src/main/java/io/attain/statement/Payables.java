package io.attain.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.ledger.Adjustment;
import io.attain.ledger.Adjustments;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.shared.Money;

/**
 * The one place that says what a run makes payable: what was earned, the approved adjustments of the period, and what
 * the period before left negative. Statements publish it, payouts are prepared from it.
 */
@Service
public class Payables {

    private final Runs runs;
    private final Adjustments adjustments;
    private final JdbcClient jdbc;
    private final Periods periods;
    private final Participants participants;

    Payables(Runs runs, Adjustments adjustments, JdbcClient jdbc, Periods periods, Participants participants) {
        this.runs = runs;
        this.adjustments = adjustments;
        this.jdbc = jdbc;
        this.periods = periods;
        this.participants = participants;
    }

    /** One row per participant with anything to show, ordered by participant id. */
    public List<StatementTotals> of(PeriodId periodId, RunId run) {
        Period period = periods.get(periodId);
        Map<ParticipantId, Money> earned = runs.totals(run);
        Map<ParticipantId, List<Adjustment>> adjusted = new HashMap<>();
        for (Adjustment adjustment : adjustments.approvedOf(periodId)) {
            adjusted.computeIfAbsent(adjustment.participant(), p -> new ArrayList<>())
                    .add(adjustment);
        }
        TreeSet<ParticipantId> everyone = new TreeSet<>(Comparator.comparing(ParticipantId::value));
        everyone.addAll(earned.keySet());
        everyone.addAll(adjusted.keySet());
        Map<ParticipantId, Money> carried = carriedInto(period);
        everyone.addAll(carried.keySet());
        Map<ParticipantId, Participant> known = participants.all().stream()
                .collect(Collectors.toMap(Participant::id, Function.identity()));
        List<StatementTotals> totals = new ArrayList<>(everyone.size());
        for (ParticipantId id : everyone) {
            Participant participant = Objects.requireNonNull(known.get(id), id::value);
            Money zero = Money.zero(participant.currency());
            Money earnedNow = earned.getOrDefault(id, zero);
            Money adjustedNow = adjusted.getOrDefault(id, List.of()).stream()
                    .map(Adjustment::amount)
                    .reduce(zero, Money::plus);
            Money carriedIn = carried.getOrDefault(id, zero);
            totals.add(new StatementTotals(
                    id,
                    periodId,
                    run,
                    earnedNow,
                    adjustedNow,
                    carriedIn,
                    earnedNow.plus(adjustedNow).plus(carriedIn)));
        }
        return totals;
    }

    /**
     * What the period before left negative. A positive payable is paid by its own period's payout, so only the negative
     * ones are carried; it does not matter whether that payout is out yet.
     */
    Map<ParticipantId, Money> carriedInto(Period period) {
        Map<ParticipantId, Money> carried = new HashMap<>();
        periods.before(period.id()).ifPresent(before -> jdbc.sql("""
                select participant_id, payable_minor, currency from statement.statement
                where period_id = :period and payable_minor < 0
                """)
                .param("period", before.id().value())
                .query(rs -> {
                    carried.put(
                            new ParticipantId(rs.getString("participant_id")),
                            Money.ofMinor(
                                    rs.getLong("payable_minor"), Currency.getInstance(rs.getString("currency"))));
                }));
        return carried;
    }
}
