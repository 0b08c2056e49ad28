create schema split;
grant usage on schema split to attain_app;

-- split_version: the version of the deal's split when the shares were proposed, 0 for none; another one by the time the
-- deal is booked means that somebody has shared the deal otherwise since.
create table split.request (
    id               bigint generated always as identity,
    deal_source      text        not null,
    deal_external_id text        not null,
    state            text        not null,
    seller_id        text        not null,
    split_version    int         not null,
    value_minor      bigint,
    currency         char(3),
    as_of            date        not null,
    decider_id       text,
    decider_user     text,
    escalations      int         not null default 0,
    filed_by         text        not null,
    filed_at         timestamptz not null,
    approved_by      text,
    because          text,
    constraint request_pk primary key (id),
    constraint request_state_known check (state in ('PROPOSED', 'WITH_MANAGER', 'AGREED', 'IN_FORCE', 'DECLINED', 'LAPSED',
        'REJECTED', 'WITHDRAWN', 'VOID')),
    constraint request_value check ((value_minor is null) = (currency is null)),
    constraint request_escalations check (escalations >= 0)
);
-- One negotiation and one agreement that waits, per deal.
create unique index request_negotiated on split.request (deal_source, deal_external_id)
    where state in ('PROPOSED', 'WITH_MANAGER');
create unique index request_agreed on split.request (deal_source, deal_external_id) where state = 'AGREED';
create index request_of_deal on split.request (deal_source, deal_external_id);
create index request_open on split.request (id) where state in ('PROPOSED', 'WITH_MANAGER', 'AGREED');

-- Who has to agree: everyone who shares the deal now or would.
create table split.sharer (
    request_id     bigint not null references split.request (id),
    place          int    not null,
    participant_id text   not null,
    user_id        text   not null,
    constraint sharer_pk primary key (request_id, participant_id)
);
create index sharer_of_user on split.sharer (user_id);

-- What was proposed, and counter-proposed; never edited.
create table split.terms (
    request_id   bigint      not null references split.request (id),
    round        int         not null,
    proposed_by  text        not null,
    participants text[]      not null,
    percents     numeric[]   not null,
    note         text        not null,
    proposed_at  timestamptz not null,
    constraint terms_pk primary key (request_id, round),
    constraint terms_by_a_sharer foreign key (request_id, proposed_by) references split.sharer (request_id, participant_id),
    constraint terms_round check (round between 1 and 9),
    constraint terms_shape check (cardinality(participants) = cardinality(percents) and cardinality(participants) > 0)
);

create table split.reply (
    request_id     bigint      not null,
    round          int         not null,
    participant_id text        not null,
    reply          text        not null,
    note           text        not null,
    replied_at     timestamptz not null,
    constraint reply_pk primary key (request_id, round, participant_id),
    constraint reply_to_terms foreign key (request_id, round) references split.terms (request_id, round),
    constraint reply_by_a_sharer foreign key (request_id, participant_id) references split.sharer (request_id, participant_id),
    constraint reply_known check (reply in ('CONFIRMED', 'DECLINED', 'COUNTERED'))
);

create table split.message (
    id         bigint generated always as identity,
    request_id bigint      not null references split.request (id),
    said_at    timestamptz not null,
    author     text        not null,
    text       text        not null,
    constraint message_pk primary key (id)
);
create index message_of_request on split.message (request_id, id);

create table split.deadline (
    id         bigint generated always as identity,
    request_id bigint      not null references split.request (id),
    step       text        not null,
    started_at timestamptz not null,
    half_time  timestamptz not null,
    due_at     timestamptz not null,
    constraint deadline_pk primary key (id),
    constraint deadline_step_known check (step in ('CONFIRM', 'DECISION')),
    constraint deadline_order check (started_at <= half_time and half_time <= due_at)
);
create index deadline_of_request on split.deadline (request_id, id);

-- What is over stays as it is; nobody decides about his own shares; an agreement is one of all.
create function split.guard_request() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'split request % stays', old.id using errcode = '42501';
    end if;
    if old.state not in ('PROPOSED', 'WITH_MANAGER', 'AGREED') then
        raise exception 'split request % is over', old.id using errcode = '42501';
    end if;
    if exists (select 1 from split.sharer s where s.request_id = new.id and s.user_id = new.approved_by) then
        raise exception 'a sharer does not decide split request %', old.id
            using errcode = '23514', constraint = 'request_sharer_does_not_decide';
    end if;
    if new.state in ('WITH_MANAGER', 'AGREED', 'IN_FORCE') and exists (
        select 1 from split.sharer s
          join lateral (select t.round, t.proposed_by from split.terms t where t.request_id = s.request_id
                         order by t.round desc limit 1) last on true
         where s.request_id = new.id and s.participant_id <> last.proposed_by
           and not exists (select 1 from split.reply r where r.request_id = s.request_id and r.round = last.round
                              and r.participant_id = s.participant_id and r.reply = 'CONFIRMED')) then
        raise exception 'not everybody has confirmed split request %', old.id
            using errcode = '23514', constraint = 'request_agreed_by_all';
    end if;
    return new;
end $$;
create trigger request_guard before update or delete on split.request
    for each row execute function split.guard_request();

grant select, insert on split.request, split.sharer, split.terms, split.reply, split.message, split.deadline to attain_app;
grant update (state, value_minor, currency, decider_id, decider_user, escalations, approved_by, because) on split.request
    to attain_app;
