-- What is known now counts where it is dated. A locked period keeps the credits it was calculated from, by their ids; what
-- differs from them is corrected in the open period.
create or replace view sales.booking as
select r.source, r.external_id, r.revision, r.close_date as event_date, r.seller_id, r.account, r.product, r.amount_minor,
       r.currency
  from sales.deal d
  join sales.deal_revision r on r.source = d.source and r.external_id = d.external_id and r.revision = d.revision
 where r.stage = 'WON';

create or replace view sales.event_in_force as
select b.source, b.external_id, b.revision, 'BOOKING' as kind, b.event_date, b.seller_id, b.account, b.product,
       b.amount_minor, b.currency, null::bigint as margin_minor, 0::bigint as quantity, null::text as refers_source,
       null::text as refers_id, null::jsonb as attributes, null::jsonb as touches
  from sales.booking b
union all
select r.source, r.external_id, r.revision, r.kind, r.event_date, r.seller_id, r.account, r.product,
       r.amount_minor, r.currency, r.margin_minor, r.quantity, r.refers_source, r.refers_id, r.attributes, r.touches
  from sales.event e
  join sales.event_revision r on r.source = e.source and r.external_id = e.external_id and r.revision = e.revision;
