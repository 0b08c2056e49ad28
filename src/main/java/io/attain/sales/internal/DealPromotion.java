package io.attain.sales.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.sales.EventKey;
import io.attain.sales.ImportBatchId;

/** Makes revisions of deals out of staged rows, by sets. */
@Component
public class DealPromotion {

    private final JdbcClient jdbc;
    private final ClosedPeriods closedPeriods;
    private final Clock clock;

    DealPromotion(JdbcClient jdbc, ClosedPeriods closedPeriods, Clock clock) {
        this.jdbc = jdbc;
        this.closedPeriods = closedPeriods;
        this.clock = clock;
    }

    void promote(ImportBatchId batch) {
        rejectKnownAsEvents(batch);
        String closed = closedPeriods.json();
        classify(batch, closed);
        notice(batch, closed);
        rememberChanges(batch);
        jdbc.sql("""
				insert into sales.deal_revision (source, external_id, revision, batch_id, row_no, stage, seller_id, product,
				       account, engage_date, close_date, amount_minor, currency, late, recorded_at)
				select b.source, s.row_key, s.revision, s.batch_id, s.row_no, s.stage, s.seller_id, s.product, s.account,
				       s.engage_date, s.close_date, s.amount_minor, s.currency, s.late, :now
				  from sales.staged_row s join sales.import_batch b on b.id = s.batch_id
				 where s.batch_id = :batch and s.outcome in ('ADDED', 'CHANGED')
				""").param("batch", batch.value()).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        jdbc.sql("""
				insert into sales.deal (source, external_id, revision, last_revision)
				select b.source, s.row_key, s.revision, s.revision
				  from sales.staged_row s join sales.import_batch b on b.id = s.batch_id
				 where s.batch_id = :batch and s.outcome in ('ADDED', 'CHANGED')
				on conflict (source, external_id)
				    do update set revision = excluded.revision, last_revision = excluded.last_revision
				""").param("batch", batch.value()).update();
    }

    /** The deals of which the batch brought a new revision. */
    Set<EventKey> revised(ImportBatchId batch) {
        return jdbc.sql("select source, external_id from sales.deal_revision where batch_id = :batch")
                .param("batch", batch.value())
                .query((row, number) -> new EventKey(row.getString("source"), row.getString("external_id")))
                .set();
    }

    /** One id of a source stands for one thing. */
    private void rejectKnownAsEvents(ImportBatchId batch) {
        jdbc.sql("""
				update sales.staged_row s
				   set rejected = true,
				       problems = s.problems || jsonb_build_array(jsonb_build_object('row', s.row_no, 'field', 'opportunity_id',
				           'value', s.row_key, 'severity', 'REJECTED',
				           'sentence', 'A sales event of this source has the same id.',
				           'remedy', 'Import deals and events of one source under different ids.'))
				  from sales.import_batch b
				 where b.id = :batch and s.batch_id = b.id and not s.rejected
				   and exists (select from sales.event e where e.source = b.source and e.external_id = s.row_key)
				""").param("batch", batch.value()).update();
    }

    /**
     * A row is late when its deal was counted, or should have been, in a period that is locked by now: it is kept as a
     * revision and leaves what was paid alone.
     */
    private void classify(ImportBatchId batch, String closed) {
        jdbc.sql("""
				with closed as (
				    select * from jsonb_to_recordset(cast(:closed as jsonb)) as p (id text, "from" date, "to" date, locked boolean)
				), compared as (
				    select s.row_no, d.revision as before, coalesce(d.last_revision, 0) as last,
				           case when r.revision is null then 'ADDED'
				                when (s.stage, s.seller_id, s.product, s.account, s.engage_date, s.close_date, s.amount_minor, s.currency)
				                     is distinct from
				                     (r.stage, r.seller_id, r.product, r.account, r.engage_date, r.close_date, r.amount_minor, r.currency)
				                then 'CHANGED' else 'UNCHANGED' end as outcome,
				           coalesce(r.late, false)
				           or exists (select from closed c where c.locked and r.stage = 'WON'
				                         and r.close_date >= c."from" and r.close_date < c."to")
				           or exists (select from closed c where c.locked and s.stage = 'WON'
				                         and s.close_date >= c."from" and s.close_date < c."to")
				           or exists (select from sales.settled_deal t
				                       where t.source = b.source and t.external_id = s.row_key) as late
				      from sales.staged_row s
				      join sales.import_batch b on b.id = s.batch_id
				      left join sales.deal d on d.source = b.source and d.external_id = s.row_key
				      left join sales.deal_revision r on r.source = d.source and r.external_id = d.external_id
				                                     and r.revision = d.revision
				     where s.batch_id = :batch and not s.rejected)
				update sales.staged_row s
				   set outcome = c.outcome, before = c.before, late = c.late,
				       revision = case c.outcome when 'UNCHANGED' then c.before else c.last + 1 end
				  from compared c
				 where s.batch_id = :batch and s.row_no = c.row_no
				""").param("batch", batch.value()).param("closed", closed).update();
    }

    private void notice(ImportBatchId batch, String closed) {
        jdbc.sql("""
				with closed as (
				    select * from jsonb_to_recordset(cast(:closed as jsonb)) as p (id text, "from" date, "to" date, locked boolean)
				), met as (
				    select distinct on (s.row_no) s.row_no, c.id, s.late
				      from sales.staged_row s
				      join sales.import_batch b on b.id = s.batch_id
				      left join sales.deal_revision r on r.source = b.source and r.external_id = s.row_key and r.revision = s.before
				      left join sales.settled_deal t on t.source = b.source and t.external_id = s.row_key
				      left join closed c on c.locked = s.late
				                        and (c.id = t.period
				                             or s.stage = 'WON' and s.close_date >= c."from" and s.close_date < c."to"
				                             or r.stage = 'WON' and r.close_date >= c."from" and r.close_date < c."to")
				     where s.batch_id = :batch and s.outcome in ('ADDED', 'CHANGED') and (s.late or c.id is not null)
				     order by s.row_no, c.id)
				update sales.staged_row s
				   set problems = s.problems || jsonb_build_array(jsonb_build_object('row', s.row_no, 'field', 'close_date',
				         'value', coalesce(s.close_date::text, ''), 'severity', 'NOTICE',
				         'sentence', case when m.late
				             then coalesce('The period ' || m.id || ' is locked', 'Its period is locked')
				                  || ': what was paid stays, this will be an adjustment.'
				             else 'The period ' || m.id || ' is being closed: this counts only if its inputs are frozen again.' end,
				         'remedy', case when m.late then 'Nothing needs to be done to the file.'
				             else 'Tell whoever runs the close.' end))
				  from met m
				 where s.batch_id = :batch and s.row_no = m.row_no
				""").param("batch", batch.value()).param("closed", closed).update();
    }

    private void rememberChanges(ImportBatchId batch) {
        jdbc.sql("""
				insert into sales.row_change (batch_id, row_no, ordinal, row_key, field, before, after)
				select s.batch_id, s.row_no, f.ordinal, s.row_key, f.field, coalesce(f.before, ''), coalesce(f.after, '')
				  from sales.staged_row s
				  join sales.import_batch b on b.id = s.batch_id
				  join sales.deal_revision r on r.source = b.source and r.external_id = s.row_key and r.revision = s.before
				 cross join lateral (values
				       (1, 'sales_agent', r.seller_id, s.seller_id),
				       (2, 'product', r.product, s.product),
				       (3, 'account', r.account, s.account),
				       (4, 'deal_stage', r.stage, s.stage),
				       (5, 'engage_date', r.engage_date::text, s.engage_date::text),
				       (6, 'close_date', r.close_date::text, s.close_date::text),
				       (7, 'close_value', (r.amount_minor * 0.01)::numeric(20, 2)::text, (s.amount_minor * 0.01)::numeric(20, 2)::text)
				       ) as f (ordinal, field, before, after)
				 where s.batch_id = :batch and s.outcome = 'CHANGED' and f.before is distinct from f.after
				""").param("batch", batch.value()).update();
    }
}
