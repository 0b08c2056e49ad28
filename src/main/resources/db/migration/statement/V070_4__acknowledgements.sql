-- Whoever has read a published statement says so, once; a statement that is published anew is read anew.
create table statement.acknowledgement (
    participant_id  text        not null,
    run_id          uuid        not null,
    period_id       text        not null,
    acknowledged_by text        not null,
    acknowledged_at timestamptz not null,
    primary key (participant_id, run_id)
);
create index acknowledgement_of_period on statement.acknowledgement (period_id);

create function statement.refuse_unpublished() returns trigger language plpgsql as $$
begin
    if not exists (select from statement.published p where p.participant_id = new.participant_id
            and p.run_id = new.run_id and p.period_id = new.period_id) then
        raise exception 'there is no published statement of % for %', new.participant_id, new.period_id
            using errcode = '23503', constraint = 'acknowledges_a_statement';
    end if;
    return new;
end $$;
create trigger acknowledgement_of_a_statement before insert on statement.acknowledgement
    for each row execute function statement.refuse_unpublished();
create trigger acknowledgement_append_only before update or delete on statement.acknowledgement
    for each row execute function statement.refuse_change();
create trigger acknowledgement_no_truncate before truncate on statement.acknowledgement
    for each statement execute function statement.refuse_change();
grant select, insert on statement.acknowledgement to attain_app;
