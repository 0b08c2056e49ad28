package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;

/** What came or changed of days that were locked, since the last run was accepted. */
@Component
class ChangedAfterClose implements CloseRule {

    private final JdbcClient jdbc;

    ChangedAfterClose(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "changed-after-close";
    }

    @Override
    public String title() {
        return "Deals changed after the last close";
    }

    @Override
    public Weight weight() {
        return Weight.WARNING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return jdbc.sql("""
                with last as (select max(calculated_at) as at from calculation.run where state = 'ACCEPTED'),
                     late as (select r.source, r.external_id, r.close_date as day, r.recorded_at, r.revision
                                from sales.deal_revision r where r.late
                              union all
                              select r.source, r.external_id, r.event_date, r.recorded_at, r.revision
                                from sales.event_revision r where r.late)
                select l.source || '/' || l.external_id as subject, l.external_id, max(l.day) as day, max(l.revision) as revision
                  from late l, last where l.recorded_at > last.at and l.day < :from
                 group by l.source, l.external_id order by 1 limit :most
                """)
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("period", period.id().value())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "Deal %s of %s came in or changed after its period was locked (revision %d).".formatted(
                                row.getString("external_id"), row.getString("day"), row.getLong("revision")),
                        "What it makes of earlier pay is corrected in the open period; look whether it is there."))
                .list();
    }
}
