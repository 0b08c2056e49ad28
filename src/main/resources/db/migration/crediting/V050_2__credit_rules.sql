-- Credits of sales events of every kind, by rules, in the currency of the plan. -----------------------------------------

-- What an event was credited with is computed anew when anything it depends on changes; each outcome that differs from
-- the one before is an edition of its own. The latest edition under the split set in force counts.
create table crediting.credited (
    source        text        not null,
    external_id   text        not null,
    revision      int         not null,
    edition       int         not null,
    split_version int         not null,
    shared        int         not null,
    sha256        bytea,
    recorded_at   timestamptz not null,
    constraint credited_pk primary key (source, external_id, revision, edition),
    constraint credited_edition check (edition >= 1),
    constraint credited_shared check (shared >= 0)
);
create trigger credited_append_only before update or delete on crediting.credited
    for each row execute function audit.refuse_change();
create trigger credited_no_truncate before truncate on crediting.credited
    for each statement execute function audit.refuse_change();

drop view crediting.credit_in_force;

alter table crediting.credit
    add column edition           int,
    add column kind              text   not null default 'BOOKING',
    add column original_minor    bigint,
    add column original_currency char(3),
    add column margin_minor      bigint,
    add column quantity          bigint not null default 0,
    add column count_millionths  bigint not null default 1000000,
    add column attributes        jsonb,
    add column origin_source     text,
    add column origin_id         text,
    add column origin_kind       text,
    add column origin_date       date,
    add column rule              text   not null default '';

alter table crediting.credit disable trigger credit_append_only;
update crediting.credit
   set edition = split_version + 1, original_minor = amount_minor, original_currency = currency,
       rule = case role when 'SPLIT' then 'split' else 'seller' end;
alter table crediting.credit enable trigger credit_append_only;

insert into crediting.credited (source, external_id, revision, edition, split_version, shared, recorded_at)
select source, external_id, revision, edition, split_version, count(*), min(recorded_at)
  from crediting.credit group by source, external_id, revision, edition, split_version;

alter table crediting.credit
    alter column edition set not null,
    alter column original_minor set not null,
    alter column original_currency set not null,
    drop constraint credit_once,
    drop constraint credit_role,
    drop constraint credit_share,
    add constraint credit_once unique (source, external_id, revision, edition, participant_id, role),
    add constraint credit_role check (role in ('DIRECT', 'SPLIT', 'OVERLAY', 'ROLLUP')),
    add constraint credit_share check (share > 0 and (share <= 1 or role = 'OVERLAY')),
    add constraint credit_origin_whole check (num_nulls(origin_source, origin_id, origin_kind, origin_date) in (0, 4));

-- The editions in force: of the revision in force, under the split set in force.
create view crediting.credited_in_force as
select e.source, e.external_id, e.revision, e.event_date, c.edition, c.shared
  from sales.event_in_force e
  left join crediting.split_in_force s on s.source = e.source and s.external_id = e.external_id
  join crediting.credited c on c.source = e.source and c.external_id = e.external_id and c.revision = e.revision
                           and c.split_version = coalesce(s.version, 0)
 where not exists (select from crediting.credited later
                    where later.source = c.source and later.external_id = c.external_id and later.revision = c.revision
                      and later.split_version = c.split_version and later.edition > c.edition);

create view crediting.credit_in_force as
select c.*
  from crediting.credited_in_force f
  join crediting.credit c on c.source = f.source and c.external_id = f.external_id and c.revision = f.revision
                         and c.edition = f.edition;

-- Under which rules, owners, lines and rates the events of these days were last credited.
create table crediting.refreshed (
    from_day date  not null,
    to_day   date  not null,
    basis    bytea not null,
    constraint refreshed_pk primary key (from_day, to_day)
);

-- What crediting looks up. ---------------------------------------------------------------------------------------------

create table crediting.rule_set (
    number      int         not null,
    valid_from  date        not null,
    rules       text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    constraint rule_set_pk primary key (number)
);
create trigger rule_set_append_only before update or delete on crediting.rule_set
    for each row execute function audit.refuse_change();
create trigger rule_set_no_truncate before truncate on crediting.rule_set
    for each statement execute function audit.refuse_change();

-- How many major units of one currency a major unit of the other is worth. A corrected rate is a new revision.
create table crediting.exchange_rate (
    from_currency char(3)     not null,
    to_currency   char(3)     not null,
    day           date        not null,
    revision      int         not null,
    rate          numeric     not null,
    recorded_by   text        not null,
    recorded_at   timestamptz not null,
    constraint exchange_rate_pk primary key (from_currency, to_currency, day, revision),
    constraint exchange_rate_positive check (rate > 0),
    constraint exchange_rate_two_currencies check (from_currency <> to_currency)
);
create trigger exchange_rate_append_only before update or delete on crediting.exchange_rate
    for each row execute function audit.refuse_change();
create trigger exchange_rate_no_truncate before truncate on crediting.exchange_rate
    for each statement execute function audit.refuse_change();

-- Who stands for what. One at a time, but for products: of those there may be several specialists.
create table crediting.responsibility (
    id             bigint generated always as identity,
    kind           text          not null,
    subject        text          not null,
    participant_id text          not null,
    percent        numeric(9, 6) not null,
    valid_from     date          not null,
    valid_to       date          not null default 'infinity',
    valid          daterange generated always as (daterange(valid_from, valid_to)) stored,
    constraint responsibility_pk primary key (id),
    constraint responsibility_kind check (kind in ('ACCOUNT', 'TERRITORY', 'PRODUCT', 'PARTNER', 'CHANNEL')),
    constraint responsibility_percent check (percent > 0 and percent <= 100),
    constraint responsibility_valid_shape check (valid_from < valid_to),
    constraint responsibility_alone exclude using gist (kind with =, subject with =, valid with &&) where (kind <> 'PRODUCT'),
    constraint responsibility_once exclude using gist (kind with =, subject with =, participant_id with =, valid with &&)
);

create table crediting.account_territory (
    id         bigint generated always as identity,
    account    text not null,
    territory  text not null,
    valid_from date not null,
    valid_to   date not null default 'infinity',
    valid      daterange generated always as (daterange(valid_from, valid_to)) stored,
    constraint account_territory_pk primary key (id),
    constraint account_territory_valid_shape check (valid_from < valid_to),
    constraint account_territory_no_overlap exclude using gist (account with =, valid with &&)
);

grant select, insert on crediting.credited, crediting.rule_set, crediting.exchange_rate to attain_app;
grant select, insert, update on crediting.refreshed, crediting.responsibility, crediting.account_territory to attain_app;
grant select on crediting.credited_in_force, crediting.credit_in_force to attain_app;
