create schema if not exists dispute;

-- A list of shares is written as 'anna=60 ben=40', in percent.
create table dispute.dispute (
    id               bigint generated always as identity primary key,
    deal_source      text        not null,
    deal_external_id text        not null,
    kind             text        not null,
    state            text        not null,
    period_id        text        not null,
    claimant_id      text        not null,
    filed_by         text        not null,
    filed_at         timestamptz not null,
    reason           text        not null,
    statement_line   text,
    shares_before    text        not null,
    shares_proposed  text        not null,
    as_of            date        not null,
    decider_id       text,
    decider_user     text,
    shares_decided   text,
    decided_by       text,
    decided_at       timestamptz,
    decision_reason  text,
    constraint dispute_kind_known check (kind in ('SPLIT_REQUEST', 'CREDIT_CONTEST')),
    constraint dispute_state_known check
        (state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'UPHELD', 'PARTLY', 'DENIED', 'WITHDRAWN', 'REFUSED')),
    constraint dispute_decided check
        ((state in ('UPHELD', 'PARTLY', 'DENIED')) =
         (decided_by is not null and decided_at is not null and decision_reason is not null)),
    constraint dispute_shares_decided check ((state in ('UPHELD', 'PARTLY')) = (shares_decided is not null)),
    constraint dispute_claimant_does_not_decide check (decided_by is null or decided_by <> filed_by),
    constraint dispute_reason_length check (length(reason) between 1 and 1000)
);
create unique index dispute_open on dispute.dispute (deal_source, deal_external_id)
    where state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER');
create index dispute_of_period on dispute.dispute (period_id);

create table dispute.party (
    dispute_id     bigint not null references dispute.dispute (id),
    ordinal        int    not null,
    participant_id text   not null,
    user_id        text,
    answer         text,
    note           text,
    answered_at    timestamptz,
    primary key (dispute_id, participant_id),
    constraint party_answered check ((answer is null) = (answered_at is null))
);
create index party_of_user on dispute.party (user_id);

create table dispute.message (
    id         bigint generated always as identity primary key,
    dispute_id bigint      not null references dispute.dispute (id),
    said_at    timestamptz not null,
    author     text        not null,
    text       text        not null
);
create index message_of_dispute on dispute.message (dispute_id);

create table dispute.effect (
    dispute_id     bigint  not null references dispute.dispute (id),
    participant_id text    not null,
    currency       char(3) not null,
    before_minor   bigint  not null,
    after_minor    bigint  not null,
    primary key (dispute_id, participant_id)
);

create function dispute.guard_dispute() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'dispute % stays', old.id using errcode = '42501';
    end if;
    if old.state not in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER') then
        raise exception 'dispute % is over', old.id using errcode = '42501';
    end if;
    if exists (select 1 from dispute.party p where p.dispute_id = new.id and p.user_id = new.decided_by) then
        raise exception 'a party does not decide dispute %', old.id
            using errcode = '23514', constraint = 'dispute_party_does_not_decide';
    end if;
    return new;
end $$;

create trigger dispute_guard before update or delete on dispute.dispute
    for each row execute function dispute.guard_dispute();
create trigger dispute_period before insert on dispute.dispute
    for each row execute function period.refuse_unless('period_id', 'OPEN');

grant usage on schema dispute to attain_app;
grant select, insert on dispute.dispute, dispute.party, dispute.message, dispute.effect to attain_app;
grant update (state, shares_decided, decided_by, decided_at, decision_reason) on dispute.dispute to attain_app;
grant update (answer, note, answered_at) on dispute.party to attain_app;
