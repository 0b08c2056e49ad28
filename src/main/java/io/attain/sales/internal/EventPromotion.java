package io.attain.sales.internal;

import java.time.Clock;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.sales.ImportBatchId;

/** Makes revisions of sales events out of staged rows, by sets. */
@Component
class EventPromotion {

    private final JdbcClient jdbc;
    private final ClosedPeriods closedPeriods;
    private final Clock clock;

    EventPromotion(JdbcClient jdbc, ClosedPeriods closedPeriods, Clock clock) {
        this.jdbc = jdbc;
        this.closedPeriods = closedPeriods;
        this.clock = clock;
    }

    void promote(ImportBatchId batch) {
        reject(batch, "id", "A deal of this source has the same id.",
                "Import deals and events of one source under different ids.",
                "exists (select from sales.deal d where d.source = b.source and d.external_id = s.row_key)");
        // A row that is rejected takes those that refer to it along.
        do {
            findOriginals(batch);
        } while (rejectWithoutOriginal(batch) > 0);
        String closed = closedPeriods.json();
        classify(batch, closed);
        notice(batch, closed);
        rememberChanges(batch);
        jdbc.sql("""
				insert into sales.event_revision (source, external_id, revision, batch_id, row_no, kind, event_date, seller_id,
				       account, product, amount_minor, currency, digits, margin_minor, quantity, refers_source, refers_id,
				       attributes, touches, late, recorded_at)
				select b.source, s.row_key, s.revision, s.batch_id, s.row_no, s.event_kind, s.close_date, s.seller_id, s.account,
				       s.product, s.amount_minor, s.currency, s.digits, s.margin_minor, s.quantity, s.refers_source,
				       s.refers_id, s.attributes, s.touches, s.late, :now
				  from sales.staged_row s join sales.import_batch b on b.id = s.batch_id
				 where s.batch_id = :batch and s.outcome in ('ADDED', 'CHANGED')
				""").param("batch", batch.value()).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        jdbc.sql("""
				insert into sales.event (source, external_id, revision, last_revision)
				select b.source, s.row_key, s.revision, s.revision
				  from sales.staged_row s join sales.import_batch b on b.id = s.batch_id
				 where s.batch_id = :batch and s.outcome in ('ADDED', 'CHANGED')
				on conflict (source, external_id)
				    do update set revision = excluded.revision, last_revision = excluded.last_revision
				""").param("batch", batch.value()).update();
    }

    /** An original is an event or a deal of the same source, of this very file, or of another source named before a slash. */
    private void findOriginals(ImportBatchId batch) {
        jdbc.sql("""
				update sales.staged_row s
				   set refers_source = o.source, refers_id = o.id
				  from sales.staged_row t
				  join sales.import_batch b on b.id = t.batch_id
				  left join lateral (
				       select k.source, k.id
				         from (values (1, b.source, t.refers_to),
				                      (2, split_part(t.refers_to, '/', 1), substr(t.refers_to, strpos(t.refers_to, '/') + 1)))
				              as k (nth, source, id)
				        where exists (select from sales.event e where e.source = k.source and e.external_id = k.id
				                                                  and e.revision is not null)
				           or exists (select from sales.deal d where d.source = k.source and d.external_id = k.id
				                                                 and d.revision is not null)
				           or k.source = b.source
				              and exists (select from sales.staged_row n
				                           where n.batch_id = b.id and n.row_key = k.id and not n.rejected)
				        order by k.nth limit 1) o on true
				 where b.id = :batch and t.refers_to is not null and not t.rejected
				   and s.batch_id = t.batch_id and s.row_no = t.row_no
				""").param("batch", batch.value()).update();
    }

    private int rejectWithoutOriginal(ImportBatchId batch) {
        return reject(batch, "refers_to", "No event or deal with this id is known.",
                "Import the original first, then replay the rejected rows.",
                "s.refers_to is not null and s.refers_id is null")
                + reject(batch, "refers_to", "The original is a return itself, or in another currency.",
                        "Refer to the sale, and write the return in its currency.", """
								s.event_kind = 'RETURN' and exists (
								    select from (
								        select r.kind, r.currency from sales.event e
								          join sales.event_revision r on r.source = e.source and r.external_id = e.external_id
								                                     and r.revision = e.revision
								         where e.source = s.refers_source and e.external_id = s.refers_id
								        union all
								        select 'BOOKING', r.currency from sales.deal d
								          join sales.deal_revision r on r.source = d.source and r.external_id = d.external_id
								                                    and r.revision = d.revision
								         where d.source = s.refers_source and d.external_id = s.refers_id
								        union all
								        select n.event_kind, n.currency from sales.staged_row n
								         where n.batch_id = b.id and b.source = s.refers_source and n.row_key = s.refers_id
								           and not n.rejected) o
								     where o.kind = 'RETURN' or o.currency <> s.currency)
								""");
    }

    private int reject(ImportBatchId batch, String field, String sentence, String remedy, String when) {
        return jdbc.sql("""
				update sales.staged_row s
				   set rejected = true,
				       problems = s.problems || jsonb_build_array(jsonb_build_object('row', s.row_no, 'field', cast(:field as text),
				           'value', coalesce(s.fields ->> cast(:field as text), ''), 'severity', 'REJECTED',
				           'sentence', cast(:sentence as text), 'remedy', cast(:remedy as text)))
				  from sales.import_batch b
				 where b.id = :batch and s.batch_id = b.id and not s.rejected and (""" + when + ")")
                .param("batch", batch.value()).param("field", field).param("sentence", sentence)
                .param("remedy", remedy).update();
    }

    /**
     * A row is late when its event was counted, or should have been, in a period that is locked by now: it is kept as a
     * revision and leaves what was paid alone.
     */
    private void classify(ImportBatchId batch, String closed) {
        jdbc.sql("""
				with closed as (
				    select * from jsonb_to_recordset(cast(:closed as jsonb)) as p (id text, "from" date, "to" date, locked boolean)
				), compared as (
				    select s.row_no, e.revision as before, coalesce(e.last_revision, 0) as last,
				           case when r.revision is null then 'ADDED'
				                when (s.event_kind, s.close_date, s.seller_id, s.account, s.product, s.amount_minor, s.currency,
				                      s.margin_minor, s.quantity, s.refers_source, s.refers_id, s.attributes, s.touches)
				                     is distinct from
				                     (r.kind, r.event_date, r.seller_id, r.account, r.product, r.amount_minor, r.currency,
				                      r.margin_minor, r.quantity, r.refers_source, r.refers_id, r.attributes, r.touches)
				                then 'CHANGED' else 'UNCHANGED' end as outcome,
				           coalesce(r.late, false)
				           or exists (select from closed c where c.locked
				                         and (r.event_date >= c."from" and r.event_date < c."to"
				                              or s.close_date >= c."from" and s.close_date < c."to"))
				           or exists (select from sales.settled_deal t
				                       where t.source = b.source and t.external_id = s.row_key) as late
				      from sales.staged_row s
				      join sales.import_batch b on b.id = s.batch_id
				      left join sales.event e on e.source = b.source and e.external_id = s.row_key
				      left join sales.event_revision r on r.source = e.source and r.external_id = e.external_id
				                                      and r.revision = e.revision
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
				      left join sales.event_revision r on r.source = b.source and r.external_id = s.row_key and r.revision = s.before
				      left join sales.settled_deal t on t.source = b.source and t.external_id = s.row_key
				      left join closed c on c.locked = s.late
				                        and (c.id = t.period or s.close_date >= c."from" and s.close_date < c."to"
				                             or r.event_date >= c."from" and r.event_date < c."to")
				     where s.batch_id = :batch and s.outcome in ('ADDED', 'CHANGED') and (s.late or c.id is not null)
				     order by s.row_no, c.id)
				update sales.staged_row s
				   set problems = s.problems || jsonb_build_array(jsonb_build_object('row', s.row_no, 'field', 'date',
				         'value', s.close_date::text, 'severity', 'NOTICE',
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
				  join sales.event_revision r on r.source = b.source and r.external_id = s.row_key and r.revision = s.before
				 cross join lateral (values
				       (1, 'kind', lower(r.kind), lower(s.event_kind)),
				       (2, 'date', r.event_date::text, s.close_date::text),
				       (3, 'seller', r.seller_id, s.seller_id),
				       (4, 'account', r.account, s.account),
				       (5, 'product', r.product, s.product),
				       (6, 'amount', round(r.amount_minor / 10::numeric ^ r.digits, r.digits)::text,
				                     round(s.amount_minor / 10::numeric ^ s.digits, s.digits)::text),
				       (7, 'currency', r.currency::text, s.currency::text),
				       (8, 'margin', round(r.margin_minor / 10::numeric ^ r.digits, r.digits)::text,
				                     round(s.margin_minor / 10::numeric ^ s.digits, s.digits)::text),
				       (9, 'quantity', trim_scale(r.quantity * 0.000001)::text, trim_scale(s.quantity * 0.000001)::text),
				       (10, 'refers_to', r.refers_source || '/' || r.refers_id, s.refers_source || '/' || s.refers_id),
				       (11, 'attributes', r.attributes::text, s.attributes::text),
				       (12, 'touches', r.touches::text, s.touches::text)
				       ) as f (ordinal, field, before, after)
				 where s.batch_id = :batch and s.outcome = 'CHANGED' and f.before is distinct from f.after
				""").param("batch", batch.value()).update();
    }
}
