create schema crediting;
grant usage on schema crediting to attain_app;

-- Split sets: every agreement is a version; the latest is in force. ---------------------------------------------------

create table crediting.split_set (
    source      text        not null,
    external_id text        not null,
    version     int         not null,
    cause       text        not null,
    recorded_by text        not null,
    recorded_at timestamptz not null,
    constraint split_set_pk primary key (source, external_id, version),
    constraint split_set_version check (version >= 1),
    constraint split_set_cause check (cause !~ '^\s*$')
);

create table crediting.split_share (
    source         text          not null,
    external_id    text          not null,
    version        int           not null,
    place          int           not null,
    participant_id text          not null,
    percent        numeric(9, 6) not null,
    constraint split_share_pk primary key (source, external_id, version, place),
    constraint split_share_once unique (source, external_id, version, participant_id),
    constraint split_share_set_fk foreign key (source, external_id, version)
        references crediting.split_set (source, external_id, version),
    constraint split_share_percent check (percent > 0 and percent <= 100)
);

-- The shares of a set are written in one statement, and must be whole in it.
create function crediting.refuse_partial_split() returns trigger language plpgsql as $$
declare
    broken record;
begin
    select s.source, s.external_id, s.version, sum(s.percent) as total into broken
      from crediting.split_share s
     where (s.source, s.external_id, s.version) in (select n.source, n.external_id, n.version from written n)
     group by s.source, s.external_id, s.version
    having sum(s.percent) <> 100
     limit 1;
    if found then
        raise exception 'the split of %/% totals % percent', broken.source, broken.external_id, broken.total
            using errcode = '23514', constraint = 'split_share_total';
    end if;
    return null;
end $$;
create trigger split_share_total after insert on crediting.split_share
    referencing new table as written for each statement execute function crediting.refuse_partial_split();

create trigger split_set_append_only before update or delete on crediting.split_set
    for each row execute function audit.refuse_change();
create trigger split_set_no_truncate before truncate on crediting.split_set
    for each statement execute function audit.refuse_change();
create trigger split_share_append_only before update or delete on crediting.split_share
    for each row execute function audit.refuse_change();
create trigger split_share_no_truncate before truncate on crediting.split_share
    for each statement execute function audit.refuse_change();

create view crediting.split_in_force as
select distinct on (source, external_id) source, external_id, version
  from crediting.split_set order by source, external_id, version desc;

-- Credits -------------------------------------------------------------------------------------------------------------

create table crediting.credit (
    id             bigint generated always as identity,
    source         text        not null,
    external_id    text        not null,
    revision       int         not null,
    split_version  int         not null,
    event_date     date        not null,
    participant_id text        not null,
    role           text        not null,
    share          numeric     not null,
    amount_minor   bigint      not null,
    currency       char(3)     not null,
    product        text        not null,
    account        text,
    recorded_at    timestamptz not null,
    constraint credit_pk primary key (id),
    constraint credit_once unique (source, external_id, revision, split_version, participant_id, role),
    constraint credit_role check (role in ('DIRECT', 'SPLIT')),
    constraint credit_share check (share > 0 and share <= 1)
);
create index credit_by_date on crediting.credit (event_date);

create trigger credit_append_only before update or delete on crediting.credit
    for each row execute function audit.refuse_change();
create trigger credit_no_truncate before truncate on crediting.credit
    for each statement execute function audit.refuse_change();

-- The credits in force: of the revision in force under the split set in force.
create view crediting.credit_in_force as
select c.*
  from sales.booking b
  left join crediting.split_in_force s on s.source = b.source and s.external_id = b.external_id
  join crediting.credit c on c.source = b.source and c.external_id = b.external_id and c.revision = b.revision
                         and c.split_version = coalesce(s.version, 0);

grant select, insert on crediting.split_set, crediting.split_share, crediting.credit to attain_app;
grant select on crediting.split_in_force, crediting.credit_in_force to attain_app;
