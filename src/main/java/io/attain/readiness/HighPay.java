package io.attain.readiness;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;
import io.attain.period.Periods;

/**
 * Pay far above what was to be expected: more than so many times the target variable pay of the period (the quota named
 * {@code target}, by days), or where there is no target, of what the period before earned.
 */
@Component
class HighPay implements CloseRule {

    private final JdbcClient jdbc;
    private final Periods periods;
    private final BigDecimal timesTarget;
    private final BigDecimal timesBefore;

    HighPay(JdbcClient jdbc, Periods periods, @Value("${attain.close.pay-over-target:2}") BigDecimal timesTarget,
            @Value("${attain.close.pay-over-last-period:3}") BigDecimal timesBefore) {
        this.jdbc = jdbc;
        this.periods = periods;
        this.timesTarget = timesTarget;
        this.timesBefore = timesBefore;
    }

    @Override
    public String id() {
        return "high-pay";
    }

    @Override
    public String title() {
        return "Pay far above expectation";
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
                with target as (
                    select q.participant_id, q.currency,
                           sum(q.amount_minor::numeric * (upper(q.valid * daterange(:from, :to))
                               - lower(q.valid * daterange(:from, :to))) / (q.valid_to - q.valid_from)) as minor
                      from participant.quota q
                     where q.measure = 'target' and q.valid && daterange(:from, :to)
                     group by q.participant_id, q.currency)
                select r.participant_id as subject, p.name, r.earned_minor, r.currency, t.minor is not null as targeted,
                       s.earned_minor as before_minor
                  from calculation.run_participant r
                  join participant.participant p on p.id = r.participant_id
                  left join target t on t.participant_id = r.participant_id and t.currency = r.currency
                  left join statement.published s on s.participant_id = r.participant_id and s.period_id = :before
                                                 and s.currency = r.currency
                 where r.run_id = :run and r.earned_minor > 0
                   and (case when t.minor is not null then r.earned_minor > :timesTarget * t.minor
                             else s.earned_minor > 0 and r.earned_minor > :timesBefore * s.earned_minor end)
                 order by r.earned_minor desc, r.participant_id collate "C" limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("before", periods.before(period.id()).map(before -> before.id().value()).orElse(""))
                .param("run", run.get().value())
                .param("timesTarget", timesTarget)
                .param("timesBefore", timesBefore)
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        row.getBoolean("targeted")
                                ? "%s earns %s, more than %s times the target pay.".formatted(row.getString("name"),
                                        PayInRun.money(row, "earned_minor"), timesTarget.toPlainString())
                                : "%s earns %s, more than %s times the %s of the period before.".formatted(
                                        row.getString("name"), PayInRun.money(row, "earned_minor"),
                                        timesBefore.toPlainString(), PayInRun.money(row, "before_minor")),
                        "Look at the lines before the managers do."))
                .list();
    }
}
