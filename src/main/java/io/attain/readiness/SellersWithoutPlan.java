package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Credits of people who are in no plan on the day. */
@Component
class SellersWithoutPlan implements CloseRule {

    private final JdbcClient jdbc;

    SellersWithoutPlan(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "seller-without-plan";
    }

    @Override
    public String title() {
        return "Seller without plan";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return jdbc.sql("""
                select c.participant_id as subject, p.name, count(*) as credits, min(c.event_date) as first
                  from crediting.credit_in_force c
                  join participant.participant p on p.id = c.participant_id
                 where c.event_date >= :from and c.event_date < :to
                   and not (c.kind in ('INVOICE', 'COLLECTION') and c.origin_id is not null)
                   and not exists (select from plan.assignment a
                                    join plan.in_force v on v.plan_id = a.plan_id and v.valid @> c.event_date
                                   where a.participant_id = c.participant_id and a.valid @> c.event_date)
                 group by c.participant_id, p.name order by c.participant_id collate "C" limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%s has %d credits on days without a plan (the first on %s).".formatted(row.getString("name"),
                                row.getLong("credits"), row.getString("first")),
                        "Assign a plan that counts on those days, or correct whose deals they are."))
                .list();
    }
}
