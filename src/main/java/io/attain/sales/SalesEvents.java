package io.attain.sales;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import io.attain.shared.Page;

/** Sales events of every kind in force, for looking at them. */
@Service
public class SalesEvents {

    private static final int PAGE = 50;

    private static final String WHERE = """
             where (:text = '' or strpos(lower(concat_ws(' ', e.external_id, e.refers_id, e.account, e.product,
                                                         e.seller_id)), :text) > 0)
               and (:kind = '' or e.kind = :kind)
               and (:from::date is null or e.event_date >= :from::date)
               and (:until::date is null or e.event_date < :until::date)
            """;

    private final JdbcClient jdbc;

    SalesEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is looked for.
     *
     * @param text  in the id, the id it refers to, the account, product or seller, whatever its case
     * @param until the first day after
     */
    public record Wanted(String text, Optional<EventKind> kind, Optional<LocalDate> from, Optional<LocalDate> until) {}

    /** The latest first. @param page counted from 0; 50 events a page */
    public Page<SalesEvent> search(Wanted wanted, int page) {
        long total = bound("select count(*) from sales.event_in_force e" + WHERE, wanted).query(Long.class).single();
        return new Page<>(bound(SalesEventRows.SELECT + WHERE + """
                 order by e.event_date desc, e.source collate "C", e.external_id collate "C" limit :size offset :skip
                """, wanted).param("size", PAGE).param("skip", (long) page * PAGE).query(SalesEventRows::event).list(),
                total, page, PAGE);
    }

    private JdbcClient.StatementSpec bound(String sql, Wanted wanted) {
        return jdbc.sql(sql).param("text", wanted.text().strip().toLowerCase(Locale.ROOT))
                .param("kind", wanted.kind().map(EventKind::name).orElse(""))
                .param("from", wanted.from().map(LocalDate::toString).orElse(null))
                .param("until", wanted.until().map(LocalDate::toString).orElse(null));
    }
}
