create schema webhook;
grant usage on schema webhook to attain_app;

-- Whom changes are told to. The secret signs what is sent, and so has to be readable here.
create table webhook.endpoint (
    id            bigint generated always as identity,
    url           text        not null,
    secret        text        not null,
    registered_by text        not null,
    registered_at timestamptz not null,
    stopped_at    timestamptz,
    constraint endpoint_pk primary key (id),
    constraint endpoint_url check (length(url) between 8 and 500),
    constraint endpoint_secret check (length(secret) between 16 and 200)
);
create unique index endpoint_once on webhook.endpoint (url) where stopped_at is null;

-- What happened, in the order it happened to each subject: written by triggers in the transaction of the change, under
-- the row lock of its subject.
create table webhook.event (
    seq     bigint generated always as identity,
    kind    text        not null,
    subject text        not null,
    was     text,
    became  text        not null,
    at      timestamptz not null,
    constraint event_pk primary key (seq)
);

-- What each endpoint is owed; written with the event, so that none is owed for what was rolled back.
create table webhook.delivery (
    endpoint_id  bigint      not null references webhook.endpoint (id),
    seq          bigint      not null references webhook.event (seq),
    subject      text        not null,
    tries        int         not null default 0,
    next_try_at  timestamptz not null,
    delivered_at timestamptz,
    dead_at      timestamptz,
    last_problem text,
    constraint delivery_pk primary key (endpoint_id, seq),
    constraint delivery_ends_once check (delivered_at is null or dead_at is null)
);
create index delivery_owed on webhook.delivery (endpoint_id, subject, seq) where delivered_at is null and dead_at is null;
create index delivery_due on webhook.delivery (next_try_at) where delivered_at is null and dead_at is null;
create index delivery_dead on webhook.delivery (dead_at) where dead_at is not null;

create function webhook.tell(kind text, subject text, was text, became text) returns void language plpgsql as $$
declare
    number bigint;
begin
    insert into webhook.event (kind, subject, was, became, at)
    values (kind, subject, was, became, clock_timestamp()) returning seq into number;
    insert into webhook.delivery (endpoint_id, seq, subject, next_try_at)
    select e.id, number, subject, clock_timestamp() from webhook.endpoint e where e.stopped_at is null;
end $$;

create function webhook.tell_dispute() returns trigger language plpgsql as $$
begin
    perform webhook.tell('dispute.state-changed', 'dispute/' || new.dispute_id, new.was, new.became);
    return null;
end $$;
create trigger state_change_told after insert on dispute.state_change
    for each row execute function webhook.tell_dispute();

create function webhook.tell_split_request() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform webhook.tell('split-request.state-changed', 'split-request/' || new.id, null, new.state);
    elsif new.state <> old.state then
        perform webhook.tell('split-request.state-changed', 'split-request/' || new.id, old.state, new.state);
    end if;
    return null;
end $$;
create trigger request_told after insert or update on split.request
    for each row execute function webhook.tell_split_request();

grant select, insert on webhook.endpoint, webhook.event, webhook.delivery to attain_app;
grant update (stopped_at) on webhook.endpoint to attain_app;
grant update (tries, next_try_at, delivered_at, dead_at, last_problem) on webhook.delivery to attain_app;
