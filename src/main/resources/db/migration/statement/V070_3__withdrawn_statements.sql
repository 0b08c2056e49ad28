-- Statements of a reopened period are withdrawn, not deleted: they can be read as they were.
create table statement.withdrawn (
    run_id    uuid        not null,
    period_id text        not null,
    reason    text        not null,
    at        timestamptz not null,
    constraint withdrawn_pk primary key (run_id),
    constraint withdrawn_reason check (length(reason) between 1 and 500)
);
create trigger withdrawn_append_only before update or delete on statement.withdrawn
    for each row execute function statement.refuse_change();
create trigger withdrawn_no_truncate before truncate on statement.withdrawn
    for each statement execute function statement.refuse_change();

alter table statement.statement
    drop constraint statement_pkey,
    add constraint statement_pkey primary key (participant_id, run_id);

create view statement.published as
select s.* from statement.statement s
 where not exists (select from statement.withdrawn w where w.run_id = s.run_id);

-- One statement in force per participant and period, which a key alone can no longer say.
create function statement.check_one_in_force() returns trigger language plpgsql as $$
begin
    if exists (select from fresh f join statement.published p
                   on p.period_id = f.period_id and p.participant_id = f.participant_id and p.run_id <> f.run_id) then
        raise exception 'the statements of the period are published from another run'
            using errcode = '23505', constraint = 'statement_one_in_force';
    end if;
    return null;
end $$;
create trigger statement_one_in_force after insert on statement.statement referencing new table as fresh
    for each statement execute function statement.check_one_in_force();

grant select, insert on statement.withdrawn to attain_app;
grant select on statement.published to attain_app;
