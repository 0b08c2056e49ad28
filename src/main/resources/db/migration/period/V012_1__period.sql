create schema if not exists period;

create table period.period (
    id          text primary key,
    calendar    text        not null,
    valid_from  date        not null,
    valid_to    date        not null,
    state       text        not null,
    pay_date    date        not null,
    state_since timestamptz not null default now(),
    constraint period_span_shape check (valid_from < valid_to),
    constraint period_paid_after_end check (pay_date >= valid_to - 1),
    constraint period_state_known check (state in ('OPEN', 'CLOSING', 'LOCKED', 'PAID')),
    constraint period_no_overlap exclude using gist
        (calendar with =, daterange(valid_from, valid_to) with &&)
);

-- The legal steps once more, for whoever comes past the application.
create function period.guard_transition() returns trigger language plpgsql as $$
begin
    if (new.id, new.calendar, new.valid_from, new.valid_to) is distinct from
       (old.id, old.calendar, old.valid_from, old.valid_to) then
        raise exception 'a period keeps its name and span' using errcode = '42501';
    end if;
    if new.state <> old.state and (old.state, new.state) not in
       (('OPEN', 'CLOSING'), ('CLOSING', 'OPEN'), ('CLOSING', 'LOCKED'), ('LOCKED', 'PAID')) then
        raise exception 'period % is % and cannot become %', old.id, old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;

create trigger period_guard_transition before update on period.period
    for each row execute function period.guard_transition();

-- Row-level guard for a table with a period id:
--   create trigger … before insert on … for each row
--   execute function period.refuse_unless('period_id', 'OPEN', 'CLOSING');
-- The share lock makes the change of state wait for writers in flight, and writers wait for it.
create function period.refuse_unless() returns trigger language plpgsql as $$
declare
    wanted text := to_jsonb(new) ->> tg_argv[0];
    found_state text;
begin
    select state into found_state from period.period where id = wanted for share;
    if found_state is null then
        raise exception 'there is no period %', wanted using errcode = '23503', constraint = 'period_exists';
    end if;
    if found_state <> all (tg_argv[1:]) then
        raise exception 'period % is %', wanted, found_state using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return new;
end $$;

-- Row-level guard for a table with a business date: refused when the date's period is not open.
--   create trigger … before insert on … for each row execute function period.refuse_when_closed('event_date');
create function period.refuse_when_closed() returns trigger language plpgsql as $$
declare
    wanted date := (to_jsonb(new) ->> tg_argv[0])::date;
    found_id text;
    found_state text;
begin
    select id, state into found_id, found_state from period.period
     where valid_from <= wanted and valid_to > wanted for share;
    if found_state is null then
        raise exception 'no period holds %', wanted using errcode = '23503', constraint = 'period_exists';
    end if;
    if found_state <> 'OPEN' then
        raise exception 'period % is %', found_id, found_state using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return new;
end $$;

-- The same for rows that come in millions: one look per statement.
--   create trigger … after insert on … referencing new table as fresh for each statement
--   execute function period.refuse_when_closed_in_bulk('event_date');
create function period.refuse_when_closed_in_bulk() returns trigger language plpgsql as $$
declare
    refused text;
    homeless date;
begin
    execute format($q$
        select min(d) from (select distinct %1$I as d from fresh) x
         where not exists (select 1 from period.period p where p.valid_from <= d and p.valid_to > d)$q$, tg_argv[0])
       into homeless;
    if homeless is not null then
        raise exception 'no period holds %', homeless using errcode = '23503', constraint = 'period_exists';
    end if;
    execute format($q$
        select max(id || ' is ' || state) filter (where state <> 'OPEN') from (
            select p.id, p.state from period.period p
             where exists (select 1 from fresh where %1$I >= p.valid_from and %1$I < p.valid_to) for share) x$q$, tg_argv[0])
       into refused;
    if refused is not null then
        raise exception 'period %', refused using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return null;
end $$;

grant usage on schema period to attain_app;
grant select, insert, update on period.period to attain_app;
