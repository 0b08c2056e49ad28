create schema readiness;
grant usage on schema readiness to attain_app;

-- What a source says it delivered of a period. The latest word of a source on a kind of event and a currency counts.
create table readiness.control_total (
    id          bigint generated always as identity,
    period_id   text        not null,
    source      text        not null,
    kind        text        not null,
    currency    char(3)     not null,
    events      bigint      not null,
    total_minor bigint,
    entered_by  text        not null,
    entered_at  timestamptz not null,
    constraint control_total_pk primary key (id),
    constraint control_total_events check (events >= 0),
    constraint control_total_source check (source !~ '^\s*$')
);
create index control_total_by_period on readiness.control_total (period_id, source, kind, currency, id);
create trigger control_total_append_only before update or delete on readiness.control_total
    for each row execute function audit.refuse_change();
create trigger control_total_no_truncate before truncate on readiness.control_total
    for each statement execute function audit.refuse_change();

create view readiness.control_total_in_force as
select distinct on (period_id, source, kind, currency) *
  from readiness.control_total order by period_id, source, kind, currency, id desc;

-- Someone takes it upon himself that a finding may stand. It is of exactly what was found: the digest says what.
create table readiness.waiver (
    id             bigint generated always as identity,
    period_id      text        not null,
    rule           text        not null,
    subject        text        not null,
    finding_sha256 bytea       not null,
    sentence       text        not null,
    reason         text        not null,
    waived_by      text        not null,
    waived_at      timestamptz not null,
    constraint waiver_pk primary key (id),
    constraint waiver_once unique (period_id, rule, subject, finding_sha256),
    constraint waiver_reason check (reason !~ '^\s*$')
);
create trigger waiver_append_only before update or delete on readiness.waiver
    for each row execute function audit.refuse_change();
create trigger waiver_no_truncate before truncate on readiness.waiver
    for each statement execute function audit.refuse_change();

grant select, insert on readiness.control_total, readiness.waiver to attain_app;
grant select on readiness.control_total_in_force to attain_app;
