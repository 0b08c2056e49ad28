package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** Rows of the period that were rejected for anything but their product. */
@Component
class RejectedRows implements CloseRule {

    private final JdbcClient jdbc;

    RejectedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "rejected-rows";
    }

    @Override
    public String title() {
        return "Rejected rows";
    }

    @Override
    public Weight weight() {
        return Weight.WARNING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return jdbc.sql("""
                select o.root::text as subject, count(*) as rows, min(o.file_name) as file
                  from sales.open_row o
                 where coalesce(o.fields ->> 'close_date', o.fields ->> 'date') >= cast(cast(:from as date) as text)
                   and coalesce(o.fields ->> 'close_date', o.fields ->> 'date') < cast(cast(:to as date) as text)
                   and not exists (select from sales.row_problem p
                                    where p.batch_id = o.batch_id and p.row_no = o.row_no and p.field = 'product'
                                      and p.severity = 'REJECTED')
                 group by o.root order by o.root limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%d rows of %s are rejected and not repaired.".formatted(row.getLong("rows"),
                                row.getString("file")),
                        "Open the import, repair the rows and import them again."))
                .list();
    }
}
