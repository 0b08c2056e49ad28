create schema reopening;
grant usage on schema reopening to attain_app;

-- Somebody asks that a locked period be opened again, somebody else decides. The digest is of what would be undone.
create table reopening.request (
    id           bigint generated always as identity primary key,
    period_id    text        not null,
    run_id       uuid        not null,
    digest       bytea       not null,
    reason       text        not null,
    asked_by     text        not null,
    asked_at     timestamptz not null,
    state        text        not null,
    decided_by   text,
    decided_at   timestamptz,
    outcome      text,
    ended_at     timestamptz,
    constraint request_reason check (length(reason) between 1 and 500),
    constraint request_digest check (length(digest) = 32),
    constraint request_state check (state in ('ASKED', 'APPROVED', 'REJECTED', 'DONE', 'LAPSED')),
    constraint request_decided check ((decided_by is null) = (decided_at is null)
        and (state in ('ASKED', 'LAPSED') or decided_by is not null)),
    constraint request_four_eyes check (decided_by is null or decided_by <> asked_by),
    constraint request_ended check ((state in ('REJECTED', 'DONE', 'LAPSED')) = (ended_at is not null)),
    constraint request_says_why check (state not in ('REJECTED', 'LAPSED') or length(outcome) between 1 and 1000)
);
create unique index request_one_open on reopening.request (period_id) where state in ('ASKED', 'APPROVED');
create unique index request_done_once on reopening.request (run_id) where state = 'DONE';

create function reopening.guard_request() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'requests are kept' using errcode = '42501';
    end if;
    if (new.id, new.period_id, new.run_id, new.digest, new.reason, new.asked_by, new.asked_at) is distinct from
       (old.id, old.period_id, old.run_id, old.digest, old.reason, old.asked_by, old.asked_at) then
        raise exception 'request % keeps its content', old.id using errcode = '42501';
    end if;
    if old.decided_by is not null and (new.decided_by, new.decided_at) is distinct from (old.decided_by, old.decided_at) then
        raise exception 'request % keeps its decision', old.id using errcode = '42501';
    end if;
    if new.state <> old.state and (old.state, new.state) not in
       (('ASKED', 'APPROVED'), ('ASKED', 'REJECTED'), ('ASKED', 'LAPSED'), ('APPROVED', 'DONE'), ('APPROVED', 'LAPSED')) then
        raise exception 'request % is % and cannot become %', old.id, old.state, new.state using errcode = '42501';
    end if;
    return new;
end $$;
create trigger request_guard before update or delete on reopening.request
    for each row execute function reopening.guard_request();

grant select, insert on reopening.request to attain_app;
grant update (state, decided_by, decided_at, outcome, ended_at) on reopening.request to attain_app;

-- A locked period opens for an approved request and for nothing else, whoever asks.
create function reopening.guard_opening() returns trigger language plpgsql as $$
begin
    if not exists (select from reopening.request r where r.period_id = new.id and r.state = 'APPROVED') then
        raise exception 'period % is locked and nobody approved that it opens again', new.id
            using errcode = '42501', constraint = 'period_opens_by_request';
    end if;
    return new;
end $$;
create trigger period_opens_by_request before update on period.period
    for each row when (old.state = 'LOCKED' and new.state = 'OPEN') execute function reopening.guard_opening();
