-- A calendar may wait for another: its quarters lock after the months within them. Said, not guessed: two calendars that
-- merely cover the same days close on their own.
create table period.waiting (
    calendar  text        not null,
    waits_for text        not null,
    since     timestamptz not null,
    constraint waiting_pk primary key (calendar),
    constraint waiting_for_another check (calendar <> waits_for)
);
grant select, insert, update, delete on period.waiting to attain_app;

-- The order once more, for whoever comes past the application.
create function period.guard_order() returns trigger language plpgsql as $$
declare
    younger text;
begin
    if new.state in ('LOCKED', 'PAID') and old.state not in ('LOCKED', 'PAID') then
        select p.id into younger from period.period p join period.waiting w on w.waits_for = p.calendar
         where w.calendar = new.calendar and p.state in ('OPEN', 'CLOSING')
           and p.valid_from < new.valid_to and p.valid_to <= new.valid_to
         order by p.valid_from limit 1;
        if younger is not null then
            raise exception 'period % waits for %', new.id, younger using errcode = '42501', constraint = 'period_waits';
        end if;
    end if;
    return new;
end $$;

create trigger period_guard_order before update on period.period
    for each row execute function period.guard_order();
