package io.attain.demo;

import java.sql.SQLException;
import java.util.List;

/** Everything that counts at the end, without the numbers and times that the database and the clock give. */
final class Outcome {

    private static final List<String> EVERYTHING = List.of("""
            select 'ledger', t.period_id, t.kind, e.account_type, coalesce(e.participant_id, ''), e.currency,
                   count(*), sum(e.amount_minor)
              from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
             group by 2, 3, 4, 5, 6 order by 2, 3, 4, 5, 6
            """, """
            select 'unbalanced', transfer_id, sum(amount_minor) from ledger.entry
             group by transfer_id, currency having sum(amount_minor) <> 0
            """, """
            select 'statement', period_id, participant_id, earned_minor, adjustments_minor, carried_minor,
                   deferred_minor, draw_minor, held_minor, payable_minor
              from statement.statement order by 2, 3
            """, """
            select 'run', period_id, state, encode(input_sha256, 'hex'), encode(result_sha256, 'hex')
              from calculation.run where state <> 'DISCARDED' order by 2, 3
            """, """
            select 'line', l.participant_id, l.line_no, l.component, l.source, l.external_id, l.amount_minor
              from calculation.line l join calculation.run r on r.id = l.run_id
             where r.state = 'ACCEPTED' and r.period_id = '2017-Q2' order by 2, 3
            """, """
            select 'batch', period_id, state, count(*) from payout.batch group by 2, 3 order by 2, 3
            """, """
            select 'payout', b.period_id, l.participant_id, l.currency, l.amount_minor
              from payout.line l join payout.batch b on b.id = l.batch_id order by 2, 3
            """, """
            select 'file', b.period_id, f.kind, f.variant,
                   case when f.media_type like 'text/csv%' then
                       regexp_replace(regexp_replace(convert_from(f.content, 'UTF8'), '(^|\\n)' || b.id || ',',
                           '\\1,', 'g'), ',' || b.id || '(\\r?\\n)', ',\\1', 'g')
                   end
              from payout.export_file f join payout.batch b on b.id = f.batch_id order by 2, 3, 4
            """, """
            select 'period', id, state from period.period order by 2
            """, """
            select 'deals', count(*), sum(revision) from sales.deal
            """, """
            select 'evidence', b.period_id, p.engine from evidence.pack p join payout.batch b on b.id = p.batch_id
             order by 2
            """, """
            select 'audit', action, count(*) from audit.entry
             where action in ('run.accepted', 'statements.published', 'evidence.written', 'payout.released')
             group by 2 order by 2
            """);

    private Outcome() {}

    static String of(DurablePostgres postgres, String database) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (String sql : EVERYTHING) {
            postgres.query(database, sql, row -> {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    text.append(row.getString(column)).append(' ');
                }
                text.append('\n');
            });
        }
        return text.toString();
    }
}
