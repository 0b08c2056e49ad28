create schema sales;
grant usage on schema sales to attain_app;

-- Import batches ----------------------------------------------------------------------------------------------------

create table sales.import_batch (
    id          bigint generated always as identity,
    source      text        not null,
    file_name   text        not null,
    kind        text        not null,
    sha256      bytea,
    seen        int         not null default 1,
    replays     bigint,
    state       text        not null default 'IMPORTED',
    received    int         not null default 0,
    added       int         not null default 0,
    changed     int         not null default 0,
    unchanged   int         not null default 0,
    rejected    int         not null default 0,
    warned      int         not null default 0,
    imported_by text        not null,
    imported_at timestamptz not null,
    undone_by   text,
    undone_at   timestamptz,
    constraint import_batch_pk primary key (id),
    constraint import_batch_kind check (kind in ('DEALS', 'ACCOUNTS', 'PRODUCTS', 'TEAMS', 'PEOPLE', 'QUOTAS', 'RATES', 'ASSIGNMENTS', 'SPLITS')),
    constraint import_batch_state check (state in ('IMPORTED', 'UNDONE')),
    constraint import_batch_undone check ((state = 'UNDONE') = (undone_by is not null and undone_at is not null)),
    constraint import_batch_adds_up check (received = added + changed + unchanged + rejected
                                           and least(received, added, changed, unchanged, rejected, warned) >= 0),
    constraint import_batch_file_or_replay check ((sha256 is null) <> (replays is null)),
    constraint import_batch_replays_fk foreign key (replays) references sales.import_batch (id),
    -- The same file may rightly come again after something else came in between; then it is the second time it is seen.
    constraint import_batch_once unique (source, sha256, seen)
);

-- Rows on their way in. They live within one transaction, so a crash may well empty the table.
create unlogged table sales.staged_row (
    batch_id     bigint  not null,
    row_no       int     not null,
    row_key      text    not null,
    fields       jsonb   not null,
    problems     jsonb   not null,
    rejected     boolean not null,
    stage        text,
    seller_id    text,
    product      text,
    account      text,
    engage_date  date,
    close_date   date,
    amount_minor bigint,
    currency     char(3),
    outcome      text,
    revision     int,
    before       int,
    late         boolean
);
create index staged_row_by_key on sales.staged_row (batch_id, row_key);
create unique index staged_row_by_row on sales.staged_row (batch_id, row_no);

-- Rejected rows are kept as they came. One that came in later, by an alias or in a corrected file, names the batch.
create table sales.held_row (
    batch_id    bigint not null,
    row_no      int    not null,
    row_key     text   not null,
    fields      jsonb  not null,
    resolved_in bigint,
    constraint held_row_pk primary key (batch_id, row_no),
    constraint held_row_batch_fk foreign key (batch_id) references sales.import_batch (id),
    constraint held_row_resolved_fk foreign key (resolved_in) references sales.import_batch (id)
);
create index held_row_by_key on sales.held_row (row_key);

create table sales.row_problem (
    batch_id bigint not null,
    row_no   int    not null,
    ordinal  int    not null,
    field    text   not null,
    value    text   not null,
    sentence text   not null,
    remedy   text   not null,
    severity text   not null,
    constraint row_problem_pk primary key (batch_id, row_no, ordinal),
    constraint row_problem_batch_fk foreign key (batch_id) references sales.import_batch (id),
    constraint row_problem_severity check (severity in ('REJECTED', 'WARNING', 'NOTICE'))
);

create table sales.row_change (
    batch_id bigint not null,
    row_no   int    not null,
    ordinal  int    not null,
    row_key  text   not null,
    field    text   not null,
    before   text   not null,
    after    text   not null,
    constraint row_change_pk primary key (batch_id, row_no, ordinal),
    constraint row_change_batch_fk foreign key (batch_id) references sales.import_batch (id)
);

-- The catalogue -----------------------------------------------------------------------------------------------------

create table sales.product (
    name             text    not null,
    series           text    not null,
    list_price_minor bigint  not null,
    currency         char(3) not null,
    constraint product_pk primary key (name),
    constraint product_price check (list_price_minor >= 0)
);

create table sales.account (
    name             text not null,
    sector           text not null,
    year_established text not null,
    revenue          text not null,
    employees        text not null,
    office_location  text not null,
    subsidiary_of    text not null,
    constraint account_pk primary key (name)
);

create table sales.sector (
    name text not null,
    constraint sector_pk primary key (name)
);
insert into sales.sector (name)
values ('agriculture'), ('construction'), ('education'), ('employment'), ('energy'), ('entertainment'), ('finance'),
       ('government'), ('healthcare'), ('logistics'), ('manufacturing'), ('marketing'), ('media'), ('medical'), ('retail'),
       ('services'), ('software'), ('technology'), ('telecommunications'), ('transport'), ('utilities');

create table sales.product_alias (
    alias    text        not null,
    product  text        not null,
    added_by text        not null,
    added_at timestamptz not null,
    constraint product_alias_pk primary key (alias),
    constraint product_alias_product_fk foreign key (product) references sales.product (name)
);

-- Deals -------------------------------------------------------------------------------------------------------------

-- Every observation of a deal. Nothing here is ever edited: what a file says differently is the next revision.
create table sales.deal_revision (
    source       text        not null,
    external_id  text        not null,
    revision     int         not null,
    batch_id     bigint      not null,
    row_no       int         not null,
    stage        text        not null,
    seller_id    text        not null,
    product      text        not null,
    account      text,
    engage_date  date,
    close_date   date,
    amount_minor bigint,
    currency     char(3)     not null,
    late         boolean     not null,
    recorded_at  timestamptz not null,
    constraint deal_revision_pk primary key (source, external_id, revision),
    constraint deal_revision_number check (revision >= 1),
    constraint deal_revision_batch_fk foreign key (batch_id) references sales.import_batch (id),
    constraint deal_revision_stage check (stage in ('PROSPECTING', 'ENGAGING', 'WON', 'LOST')),
    constraint deal_revision_won_whole check (stage <> 'WON'
                                              or (close_date is not null and amount_minor is not null and amount_minor >= 0)),
    constraint deal_revision_in_order check (engage_date is null or close_date is null or engage_date <= close_date)
);
create index deal_revision_by_batch on sales.deal_revision (batch_id);
create index deal_revision_won on sales.deal_revision (close_date) where stage = 'WON';

create trigger deal_revision_append_only before update or delete on sales.deal_revision
    for each row execute function audit.refuse_change();
create trigger deal_revision_no_truncate before truncate on sales.deal_revision
    for each statement execute function audit.refuse_change();

-- Which revision of a deal is in force: the latest whose batch is not undone, none when all are.
create table sales.deal (
    source        text not null,
    external_id   text not null,
    revision      int,
    last_revision int  not null,
    constraint deal_pk primary key (source, external_id),
    constraint deal_revision_known check (revision <= last_revision)
);

-- What a locked period counted. A later revision of such a deal leaves that alone.
create table sales.settled_deal (
    source      text not null,
    external_id text not null,
    revision    int  not null,
    period      text not null,
    constraint settled_deal_pk primary key (source, external_id)
);
create trigger settled_deal_append_only before update or delete on sales.settled_deal
    for each row execute function audit.refuse_change();
create trigger settled_deal_no_truncate before truncate on sales.settled_deal
    for each statement execute function audit.refuse_change();

-- The sales events in force, for reading in bulk by the modules behind this one.
create view sales.booking as
select r.source, r.external_id, r.revision, r.close_date as event_date, r.seller_id, r.account, r.product, r.amount_minor,
       r.currency
  from sales.deal d
  join sales.deal_revision r on r.source = d.source and r.external_id = d.external_id and r.revision = d.revision
 where r.stage = 'WON' and not r.late
   and not exists (select from sales.settled_deal s
                    where s.source = d.source and s.external_id = d.external_id and s.revision <> d.revision);

grant select, insert on sales.import_batch, sales.row_problem, sales.row_change, sales.deal_revision, sales.settled_deal,
    sales.product_alias, sales.held_row to attain_app;
grant update (state, received, added, changed, unchanged, rejected, warned, undone_by, undone_at) on sales.import_batch to attain_app;
grant update (resolved_in) on sales.held_row to attain_app;
grant select, insert, update, delete on sales.staged_row to attain_app;
grant select, insert, update on sales.product, sales.account, sales.deal to attain_app;
grant select on sales.sector, sales.booking to attain_app;

-- Rejected rows that still wait for a remedy. A replay keeps the row numbers of the file it replays: the root.
create view sales.open_row as
select h.batch_id, h.row_no, h.row_key, h.fields, root.id as root, root.source, root.kind, root.file_name
  from sales.held_row h
  join sales.import_batch b on b.id = h.batch_id
  join sales.import_batch root on root.id = coalesce(b.replays, b.id)
  left join sales.import_batch r on r.id = h.resolved_in
 where b.state = 'IMPORTED' and root.state = 'IMPORTED' and (r.id is null or r.state = 'UNDONE');
grant select on sales.open_row to attain_app;
