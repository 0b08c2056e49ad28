create schema participant;
grant usage on schema participant to attain_app;

create table participant.participant (
    id              text    not null,
    name            text    not null,
    employee_number text    not null,
    legal_entity    text    not null,
    cost_centre     text    not null,
    currency        char(3) not null,
    user_id         text,
    employed_from   date    not null,
    employed_to     date    not null default 'infinity',
    constraint participant_pk primary key (id),
    constraint participant_name_once unique (name),
    constraint participant_employee_number_once unique (legal_entity, employee_number),
    constraint participant_user_once unique (user_id),
    constraint participant_employed_shape check (employed_from < employed_to)
);

create table participant.name_alias (
    alias          text        not null,
    participant_id text        not null,
    added_by       text        not null,
    added_at       timestamptz not null,
    constraint name_alias_pk primary key (alias),
    constraint name_alias_participant_fk foreign key (participant_id) references participant.participant (id)
);

create table participant.position (
    id             bigint generated always as identity,
    participant_id text not null,
    title          text not null,
    office         text not null,
    valid_from     date not null,
    valid_to       date not null default 'infinity',
    valid          daterange generated always as (daterange(valid_from, valid_to)) stored,
    constraint position_pk primary key (id),
    constraint position_participant_fk foreign key (participant_id) references participant.participant (id),
    constraint position_valid_shape check (valid_from < valid_to),
    constraint position_no_overlap exclude using gist (participant_id with =, valid with &&)
);

create table participant.reporting_line (
    id             bigint generated always as identity,
    participant_id text not null,
    manager_id     text not null,
    valid_from     date not null,
    valid_to       date not null default 'infinity',
    valid          daterange generated always as (daterange(valid_from, valid_to)) stored,
    constraint reporting_line_pk primary key (id),
    constraint reporting_line_participant_fk foreign key (participant_id) references participant.participant (id),
    constraint reporting_line_manager_fk foreign key (manager_id) references participant.participant (id),
    constraint reporting_line_not_oneself check (participant_id <> manager_id),
    constraint reporting_line_valid_shape check (valid_from < valid_to),
    constraint reporting_line_no_overlap exclude using gist (participant_id with =, valid with &&)
);
create index reporting_line_by_manager on participant.reporting_line (manager_id);

-- A circle exists when, walking upward from the new manager within days common to all lines walked, one comes back. The
-- lock keeps two transactions from each laying one half of a circle the other cannot see.
create function participant.refuse_circle() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('attain.participant.reporting_line'));
    if exists (
        with recursive upward (id, valid) as (
            select new.manager_id, daterange(new.valid_from, new.valid_to)
            union
            select l.manager_id, u.valid * l.valid
              from upward u
              join participant.reporting_line l on l.participant_id = u.id and l.valid && u.valid
             where u.id <> new.participant_id)
        select 1 from upward where id = new.participant_id) then
        raise exception '% cannot report to %: the line would lead back', new.participant_id, new.manager_id
            using errcode = '23514', constraint = 'reporting_line_no_circle';
    end if;
    return null;
end $$;

create constraint trigger reporting_line_no_circle after insert or update on participant.reporting_line
    for each row execute function participant.refuse_circle();

create table participant.quota (
    id             bigint generated always as identity,
    participant_id text    not null,
    measure        text    not null,
    valid_from     date    not null,
    valid_to       date    not null,
    valid          daterange generated always as (daterange(valid_from, valid_to)) stored,
    amount_minor   bigint  not null,
    currency       char(3) not null,
    constraint quota_pk primary key (id),
    constraint quota_participant_fk foreign key (participant_id) references participant.participant (id),
    constraint quota_valid_shape check (valid_from < valid_to and valid_to < 'infinity'),
    constraint quota_positive check (amount_minor > 0),
    constraint quota_no_overlap exclude using gist (participant_id with =, measure with =, valid with &&)
);

-- What changed, when and from what: dated rows may be corrected in place, and this remembers what they said before.
create table participant.correction (
    id             bigint generated always as identity,
    participant_id text        not null,
    field          text        not null,
    before         text        not null,
    after          text        not null,
    recorded_by    text        not null,
    recorded_at    timestamptz not null,
    constraint correction_pk primary key (id)
);
create trigger correction_append_only before update or delete on participant.correction
    for each row execute function audit.refuse_change();
create trigger correction_no_truncate before truncate on participant.correction
    for each statement execute function audit.refuse_change();

grant select, insert, update on participant.participant, participant.position, participant.reporting_line, participant.quota to attain_app;
grant select, insert on participant.name_alias, participant.correction to attain_app;
