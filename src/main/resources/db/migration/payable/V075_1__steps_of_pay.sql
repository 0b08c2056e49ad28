create schema if not exists payable;

-- What a lock said of each step from earned to paid, in words as well: a statement shows them as they were.
create table payable.step (
    participant_id text    not null,
    period_id      text    not null,
    run_id         uuid    not null,
    ordinal        int     not null,
    kind           text    not null,
    currency       char(3) not null,
    amount_minor   bigint  not null,
    english        text    not null,
    chinese        text    not null,
    constraint step_pk primary key (participant_id, period_id, ordinal)
);
create index step_of_period on payable.step (period_id);

create trigger step_append_only before update or delete on payable.step
    for each row execute function audit.refuse_change();
create trigger step_no_truncate before truncate on payable.step
    for each statement execute function audit.refuse_change();
create trigger step_period before insert on payable.step
    for each row execute function period.refuse_unless('period_id', 'CLOSING', 'LOCKED');

grant usage on schema payable to attain_app;
grant select, insert on payable.step to attain_app;
