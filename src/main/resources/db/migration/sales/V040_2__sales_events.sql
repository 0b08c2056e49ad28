-- Sales events of every kind, besides the bookings that won deals make.

alter table sales.import_batch drop constraint import_batch_kind;
alter table sales.import_batch add constraint import_batch_kind check (kind in ('DEALS', 'ACCOUNTS', 'PRODUCTS', 'TEAMS',
    'PEOPLE', 'QUOTAS', 'RATES', 'ASSIGNMENTS', 'SPLITS', 'EVENTS', 'FX_RATES', 'RESPONSIBILITIES', 'TERRITORIES'));

alter table sales.staged_row
    add column event_kind    text,
    add column margin_minor  bigint,
    add column digits        int,
    add column quantity      bigint,
    add column refers_to     text,
    add column refers_source text,
    add column refers_id     text,
    add column attributes    jsonb,
    add column touches       jsonb;

-- Every observation of an event; nothing here is ever edited. Quantities are in millionths; digits are the decimals of
-- the currency; touches are a list of channel, participant (or null) and date.
create table sales.event_revision (
    source        text        not null,
    external_id   text        not null,
    revision      int         not null,
    batch_id      bigint      not null,
    row_no        int         not null,
    kind          text        not null,
    event_date    date        not null,
    seller_id     text,
    account       text,
    product       text        not null,
    amount_minor  bigint      not null,
    currency      char(3)     not null,
    digits        int         not null,
    margin_minor  bigint,
    quantity      bigint      not null,
    refers_source text,
    refers_id     text,
    attributes    jsonb       not null,
    touches       jsonb       not null,
    late          boolean     not null,
    recorded_at   timestamptz not null,
    constraint event_revision_pk primary key (source, external_id, revision),
    constraint event_revision_number check (revision >= 1),
    constraint event_revision_batch_fk foreign key (batch_id) references sales.import_batch (id),
    constraint event_revision_kind check (kind in ('BOOKING', 'INVOICE', 'COLLECTION', 'RETURN', 'STAGE', 'ACTIVITY', 'KPI')),
    constraint event_revision_refers_whole check ((refers_source is null) = (refers_id is null)),
    constraint event_revision_return check (kind <> 'RETURN' or (refers_id is not null and amount_minor <= 0 and quantity <= 0)),
    constraint event_revision_booking check (kind <> 'BOOKING' or amount_minor >= 0)
);
create index event_revision_by_batch on sales.event_revision (batch_id);
create index event_revision_by_date on sales.event_revision (event_date);
create index event_revision_by_original on sales.event_revision (refers_source, refers_id) where refers_id is not null;

create trigger event_revision_append_only before update or delete on sales.event_revision
    for each row execute function audit.refuse_change();
create trigger event_revision_no_truncate before truncate on sales.event_revision
    for each statement execute function audit.refuse_change();

-- Which revision of an event is in force: the latest whose batch is not undone, none when all are.
create table sales.event (
    source        text not null,
    external_id   text not null,
    revision      int,
    last_revision int  not null,
    constraint event_pk primary key (source, external_id),
    constraint event_revision_known check (revision <= last_revision)
);

-- All sales events in force, for reading in bulk by the modules behind this one. What a locked period counted stays out
-- when it was revised since.
create view sales.event_in_force as
select b.source, b.external_id, b.revision, 'BOOKING' as kind, b.event_date, b.seller_id, b.account, b.product,
       b.amount_minor, b.currency, null::bigint as margin_minor, 0::bigint as quantity, null::text as refers_source,
       null::text as refers_id, null::jsonb as attributes, null::jsonb as touches
  from sales.booking b
union all
select r.source, r.external_id, r.revision, r.kind, r.event_date, r.seller_id, r.account, r.product,
       r.amount_minor, r.currency, r.margin_minor, r.quantity, r.refers_source, r.refers_id, r.attributes, r.touches
  from sales.event e
  join sales.event_revision r on r.source = e.source and r.external_id = e.external_id and r.revision = e.revision
 where not r.late
   and not exists (select from sales.settled_deal s
                    where s.source = e.source and s.external_id = e.external_id and s.revision <> e.revision);

grant select, insert on sales.event_revision to attain_app;
grant select, insert, update on sales.event to attain_app;
grant select on sales.event_in_force to attain_app;
