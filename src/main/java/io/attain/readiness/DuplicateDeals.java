package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Bookings alike in seller, account, product, amount and day under different numbers. */
@Component
class DuplicateDeals implements CloseRule {

    private final JdbcClient jdbc;

    DuplicateDeals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "duplicate-looking";
    }

    @Override
    public String title() {
        return "Deals that look alike";
    }

    @Override
    public Weight weight() {
        return Weight.WARNING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return jdbc.sql("""
                select min(e.source || '/' || e.external_id) as subject, count(*) as deals, min(e.account) as account,
                       min(e.product) as product, min(e.event_date) as day,
                       string_agg(e.external_id, ', ' order by e.external_id collate "C") as numbers
                  from sales.event_in_force e
                 where e.kind = 'BOOKING' and e.event_date >= :from and e.event_date < :to and e.amount_minor > 0
                   and e.account is not null
                 group by e.seller_id, e.account, e.product, e.amount_minor, e.currency, e.event_date
                having count(*) > 1
                 order by 1 limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%d deals of %s with %s on %s are alike: %s.".formatted(row.getLong("deals"),
                                row.getString("product"), row.getString("account"), row.getString("day"),
                                row.getString("numbers")),
                        "Look whether one deal was entered twice; correct it at its source and import it again."))
                .list();
    }
}
