package io.attain.payout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.period.PeriodId;

/** What was told to be paid. The database takes one payment a participant and period, whatever goes wrong above it. */
@Component
class Payments {

    private final JdbcClient jdbc;
    private final PayingEntities entities;

    Payments(JdbcClient jdbc, PayingEntities entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** Decides the way of every line, once. */
    List<Payment> decide(PayoutBatchId batch, PeriodId period, List<PayoutLine> lines) {
        Map<String, PayingEntity> known = new HashMap<>();
        List<Payment> payments = lines.stream().map(line -> {
            PayingEntity entity = known.computeIfAbsent(line.legalEntity(), entities::of);
            return new Payment(line, entity.route(), entity.provider(), entity.awaitsBank());
        }).toList();
        for (Payment payment : payments) {
            jdbc.sql("""
                    insert into payout.payment (batch_id, participant_id, period_id, route, provider_id, awaits_bank)
                    values (:batch, :participant, :period, :route, :provider, :awaits)
                    """)
                    .param("batch", batch.value())
                    .param("participant", payment.line().participant().value())
                    .param("period", period.value())
                    .param("route", payment.route().name())
                    .param("provider", payment.provider())
                    .param("awaits", payment.awaitsBank())
                    .update();
        }
        return payments;
    }

    /** The payments of a released batch, by participant id. */
    List<Payment> of(PayoutBatchId batch) {
        return jdbc.sql("""
                select l.participant_id, l.name, l.employee_number, l.legal_entity, l.cost_centre, l.pay_date,
                       l.currency, l.amount_minor, l.final_settlement, p.route, p.provider_id, p.awaits_bank
                from payout.payment p
                join payout.line l on l.batch_id = p.batch_id and l.participant_id = p.participant_id
                where p.batch_id = :batch order by p.participant_id collate "C"
                """)
                .param("batch", batch.value())
                .query((rs, n) -> new Payment(PayoutRows.line(rs, n), PayRoute.valueOf(rs.getString("route")),
                        rs.getString("provider_id"), rs.getBoolean("awaits_bank")))
                .list();
    }
}
