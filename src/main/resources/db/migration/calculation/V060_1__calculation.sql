create schema calculation;
grant usage on schema calculation to attain_app;

create table calculation.run (
    id            uuid        not null,
    period_id     text        not null,
    kind          text        not null,
    number        int         not null,
    state         text        not null,
    started_by    text        not null,
    started_at    timestamptz not null,
    chunks        int         not null,
    events        bigint      not null,
    event_minor   bigint      not null,
    input_sha256  bytea       not null,
    result_sha256 bytea,
    calculated_at timestamptz,
    constraint run_pk primary key (id),
    constraint run_number unique (period_id, number),
    constraint run_kind check (kind in ('DRY', 'CLOSE')),
    constraint run_state check (state in ('FROZEN', 'CALCULATED', 'ACCEPTED', 'DISCARDED')),
    constraint run_calculated check (state not in ('CALCULATED', 'ACCEPTED') or (result_sha256 is not null and calculated_at is not null)),
    constraint run_dry_never_accepted check (kind = 'CLOSE' or state <> 'ACCEPTED')
);
create unique index run_accepted_once on calculation.run (period_id) where state = 'ACCEPTED';

-- Who is in the run, with the frozen inputs that are not credits, and what came out.
create table calculation.run_participant (
    run_id         uuid    not null,
    participant_id text    not null,
    chunk          int     not null,
    currency       char(3) not null,
    inputs         text    not null,
    credits        int     not null,
    credited_minor bigint  not null,
    state          text    not null default 'PENDING',
    reason         text,
    credits_used   int     not null default 0,
    used_minor     bigint  not null default 0,
    lines          int     not null default 0,
    earned_minor   bigint  not null default 0,
    result_sha256  bytea,
    constraint run_participant_pk primary key (run_id, participant_id),
    constraint run_participant_run_fk foreign key (run_id) references calculation.run (id),
    constraint run_participant_state check (state in ('PENDING', 'CALCULATED', 'PARKED')),
    constraint run_participant_reason check ((state = 'PARKED') = (reason is not null)),
    constraint run_participant_parked_earns_nothing check (state <> 'PARKED' or (lines = 0 and earned_minor = 0))
);
create index run_participant_by_chunk on calculation.run_participant (run_id, chunk);

-- The frozen credits, by id: credits themselves are never edited.
create table calculation.run_credit (
    run_id         uuid   not null,
    participant_id text   not null,
    ordinal        int    not null,
    credit_id      bigint not null,
    constraint run_credit_pk primary key (run_id, participant_id, ordinal)
);

create table calculation.line (
    run_id         uuid    not null,
    participant_id text    not null,
    line_no        int     not null,
    plan_id        text    not null,
    plan_number    int     not null,
    component      text    not null,
    source         text    not null,
    external_id    text    not null,
    credit_id      bigint  not null,
    event_date     date    not null,
    text           text    not null,
    currency       char(3) not null,
    credited_minor bigint  not null,
    amount_minor   bigint  not null,
    constraint line_pk primary key (run_id, participant_id, line_no)
);

create table calculation.component_result (
    run_id         uuid    not null,
    participant_id text    not null,
    ordinal        int     not null,
    plan_id        text    not null,
    component      text    not null,
    name           text    not null,
    currency       char(3) not null,
    measure_minor  bigint  not null,
    quota_minor    bigint,
    earned_minor   bigint  not null,
    constraint component_result_pk primary key (run_id, participant_id, ordinal)
);

create table calculation.run_check (
    run_id     uuid    not null,
    ordinal    int     not null,
    name       text    not null,
    ok         boolean not null,
    left_text  text    not null,
    right_text text    not null,
    constraint run_check_pk primary key (run_id, ordinal),
    constraint run_check_run_fk foreign key (run_id) references calculation.run (id)
);

-- A run is steered forward only, and its inputs stay.
create function calculation.guard_run() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'runs are kept' using errcode = '42501';
    end if;
    if (new.id, new.period_id, new.kind, new.number, new.started_by, new.started_at, new.chunks, new.events,
        new.event_minor, new.input_sha256) is distinct from
       (old.id, old.period_id, old.kind, old.number, old.started_by, old.started_at, old.chunks, old.events,
        old.event_minor, old.input_sha256) then
        raise exception 'the inputs of a run are frozen' using errcode = '42501';
    end if;
    if old.result_sha256 is not null and new.result_sha256 is distinct from old.result_sha256 then
        raise exception 'the result of a run stays' using errcode = '42501';
    end if;
    if new.state <> old.state and (old.state, new.state) not in
       (('FROZEN', 'CALCULATED'), ('FROZEN', 'DISCARDED'), ('CALCULATED', 'ACCEPTED'), ('CALCULATED', 'DISCARDED')) then
        raise exception 'run % is % and cannot become %', old.id, old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;

create trigger run_guard before update or delete on calculation.run
    for each row execute function calculation.guard_run();

-- What a run wrote can be rewritten while it is being calculated, never later. One look per statement: lines come in
-- bulk.
create function calculation.refuse_unless_frozen() returns trigger language plpgsql as $$
begin
    if exists (select 1 from (select distinct run_id from touched) t
                 left join calculation.run r on r.id = t.run_id
                where r.state is distinct from 'FROZEN') then
        raise exception 'the lines of a calculated run stay as they are' using errcode = '42501';
    end if;
    return null;
end $$;

create trigger line_insert after insert on calculation.line referencing new table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger line_delete after delete on calculation.line referencing old table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger component_result_insert after insert on calculation.component_result referencing new table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger component_result_delete after delete on calculation.component_result referencing old table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger run_participant_insert after insert on calculation.run_participant referencing new table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger run_participant_update after update on calculation.run_participant referencing old table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger run_credit_insert after insert on calculation.run_credit referencing new table as touched
    for each statement execute function calculation.refuse_unless_frozen();

create function calculation.refuse_update() returns trigger language plpgsql as $$
begin
    raise exception '%.% is never updated', tg_table_schema, tg_table_name using errcode = '42501';
end $$;

create trigger line_no_update before update on calculation.line
    for each statement execute function calculation.refuse_update();
create trigger component_result_no_update before update on calculation.component_result
    for each statement execute function calculation.refuse_update();
create trigger run_credit_no_change before update or delete on calculation.run_credit
    for each statement execute function calculation.refuse_update();

grant select, insert, update on calculation.run to attain_app;
grant select, insert, update on calculation.run_participant to attain_app;
grant select, insert on calculation.run_credit to attain_app;
grant select, insert, delete on calculation.line to attain_app;
grant select, insert, delete on calculation.component_result to attain_app;
grant select, insert, delete on calculation.run_check to attain_app;
