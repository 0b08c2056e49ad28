-- The latest locked period may open again, by the process of its own; a paid one never does.
create or replace function period.guard_transition() returns trigger language plpgsql as $$
begin
    if (new.id, new.calendar, new.valid_from, new.valid_to) is distinct from
       (old.id, old.calendar, old.valid_from, old.valid_to) then
        raise exception 'a period keeps its name and span' using errcode = '42501';
    end if;
    if new.state <> old.state and (old.state, new.state) not in
       (('OPEN', 'CLOSING'), ('CLOSING', 'OPEN'), ('CLOSING', 'LOCKED'), ('LOCKED', 'PAID'), ('LOCKED', 'OPEN')) then
        raise exception 'period % is % and cannot become %', old.id, old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;
