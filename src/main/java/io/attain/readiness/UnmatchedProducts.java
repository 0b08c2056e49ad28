package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Rows of the period that were rejected because nobody knows their product. */
@Component
class UnmatchedProducts implements CloseRule {

    private final JdbcClient jdbc;

    UnmatchedProducts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "unmatched-product";
    }

    @Override
    public String title() {
        return "Unmatched product";
    }

    @Override
    public Weight weight() {
        return Weight.BLOCKING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return jdbc.sql("""
                select p.value as subject, count(*) as rows, min(o.file_name) as file
                  from sales.open_row o
                  join sales.row_problem p on p.batch_id = o.batch_id and p.row_no = o.row_no
                 where p.field = 'product' and p.severity = 'REJECTED'
                   and coalesce(o.fields ->> 'close_date', o.fields ->> 'date') >= cast(cast(:from as date) as text)
                   and coalesce(o.fields ->> 'close_date', o.fields ->> 'date') < cast(cast(:to as date) as text)
                 group by p.value order by p.value collate "C" limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%d rows name the product “%s”, which is not in the catalogue (first in %s).".formatted(
                                row.getLong("rows"), row.getString("subject"), row.getString("file")),
                        "Say under Imports which product is meant, or add the product and try the rejected rows again."))
                .list();
    }
}
