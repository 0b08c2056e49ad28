create schema if not exists statement;

-- The frozen totals of a locked period; the lines stay where the run wrote them, unchangeable as well.
create table statement.statement (
    participant_id    text        not null,
    period_id         text        not null,
    run_id            uuid        not null,
    currency          char(3)     not null,
    earned_minor      bigint      not null,
    adjustments_minor bigint      not null,
    carried_minor     bigint      not null,
    payable_minor     bigint      not null,
    published_at      timestamptz not null,
    primary key (participant_id, period_id),
    constraint statement_adds_up check (payable_minor = earned_minor + adjustments_minor + carried_minor)
);
create index statement_of_period on statement.statement (period_id);

create function statement.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'a published statement stays as it is' using errcode = '42501';
end $$;

create trigger statement_append_only before update or delete on statement.statement
    for each row execute function statement.refuse_change();
create trigger statement_no_truncate before truncate on statement.statement
    for each statement execute function statement.refuse_change();
create trigger statement_period before insert on statement.statement
    for each row execute function period.refuse_unless('period_id', 'CLOSING', 'LOCKED');

grant usage on schema statement to attain_app;
grant select, insert on statement.statement to attain_app;
