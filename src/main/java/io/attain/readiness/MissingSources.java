package io.attain.readiness;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.calculation.RunId;
import io.attain.period.Period;
import io.attain.period.Periods;

/** A source that delivered for the period before and is silent about this one. */
@Component
class MissingSources implements CloseRule {

    private final JdbcClient jdbc;
    private final Periods periods;

    MissingSources(JdbcClient jdbc, Periods periods) {
        this.jdbc = jdbc;
        this.periods = periods;
    }

    @Override
    public String id() {
        return "source-silent";
    }

    @Override
    public String title() {
        return "Source without data";
    }

    @Override
    public Weight weight() {
        return Weight.WARNING;
    }

    @Override
    public List<Found> find(Period period, Optional<RunId> run) {
        return periods.before(period.id()).map(before -> jdbc.sql("""
                select e.source as subject, count(*) filter (where e.event_date < :from) as before
                  from sales.event_in_force e
                 where e.event_date >= :earlier and e.event_date < :to
                 group by e.source
                having count(*) filter (where e.event_date >= :from) = 0
                 order by e.source collate "C" limit :most
                """)
                .param("earlier", before.span().from())
                .param("from", period.span().from())
                .param("to", period.span().to())
                .param("most", MOST)
                .query((row, number) -> new Found(row.getString("subject"),
                        "%s delivered %d events of %s and none of this period.".formatted(row.getString("subject"),
                                row.getLong("before"), before.id()),
                        "Ask whether a file is still to come."))
                .list()).orElse(List.of());
    }
}
