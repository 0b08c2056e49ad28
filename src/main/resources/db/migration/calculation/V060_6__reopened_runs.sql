-- A run whose period was reopened stays as it was, and counts no more.
alter table calculation.run
    drop constraint run_state,
    add constraint run_state check (state in ('FROZEN', 'CALCULATED', 'ACCEPTED', 'DISCARDED', 'REOPENED')),
    drop constraint run_calculated,
    add constraint run_calculated check
        (state not in ('CALCULATED', 'ACCEPTED', 'REOPENED') or (result_sha256 is not null and calculated_at is not null)),
    drop constraint run_dry_never_accepted,
    add constraint run_dry_never_accepted check (kind = 'CLOSE' or state not in ('ACCEPTED', 'REOPENED'));

create or replace function calculation.guard_run() returns trigger language plpgsql as $$
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
       (('FROZEN', 'CALCULATED'), ('FROZEN', 'DISCARDED'), ('CALCULATED', 'ACCEPTED'), ('CALCULATED', 'DISCARDED'),
        ('ACCEPTED', 'REOPENED')) then
        raise exception 'run % is % and cannot become %', old.id, old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;
