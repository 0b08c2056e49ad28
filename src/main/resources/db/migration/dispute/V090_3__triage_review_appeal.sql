-- about: what kind of mistake is claimed. stake: the most that anyone's pay would move, when it was filed. sitting: whether
-- the decider decides alone, or first or second of two managers. asked_from: the state that information was asked in.
alter table dispute.dispute
    add column about           text    not null default 'WRONG_SPLIT',
    add column expected_minor  bigint,
    add column stake_minor     bigint,
    add column stake_currency  char(3),
    add column sitting         text    not null default 'ALONE',
    add column asked_from      text,
    add column needs_finance   boolean not null default false,
    add column approval_late   boolean not null default false,
    add column round           int     not null default 1,
    add column appealed_at     timestamptz,
    add column reopened_at     timestamptz,
    add column closed_at       timestamptz,
    add constraint dispute_about_known check (about in ('WRONG_SPLIT', 'MISSING_DEAL', 'WRONG_RATE', 'WRONG_QUOTA',
        'WRONG_DATE', 'RETURN_TAKEN', 'OTHER')),
    add constraint dispute_stake check ((stake_minor is null and expected_minor is null) or stake_currency is not null),
    add constraint dispute_sitting_known check (sitting in ('ALONE', 'FIRST', 'SECOND')),
    drop constraint dispute_state_known,
    add constraint dispute_state_known check (state in ('FILED', 'TRIAGE', 'WITH_COUNTERPART', 'WITH_MANAGER',
        'INFORMATION_ASKED', 'COMP_REVIEW', 'FINANCE_APPROVAL', 'PERIOD_CLOSING', 'UPHELD', 'PARTLY', 'DENIED',
        'WITHDRAWN', 'REFUSED')),
    drop constraint dispute_shares_decided,
    add constraint dispute_shares_decided check
        (shares_decided is null or state in ('UPHELD', 'PARTLY'));

drop index dispute.dispute_open;
create unique index dispute_open on dispute.dispute (deal_source, deal_external_id)
    where state not in ('UPHELD', 'PARTLY', 'DENIED', 'WITHDRAWN', 'REFUSED');
create index dispute_open_state on dispute.dispute (state)
    where state not in ('UPHELD', 'PARTLY', 'DENIED', 'WITHDRAWN', 'REFUSED');

-- Other claims about the same deal while its dispute is open: one case with several claimants.
create table dispute.joined_claim (
    dispute_id      bigint      not null references dispute.dispute (id),
    ordinal         int         not null,
    claimant_id     text        not null,
    filed_by        text        not null,
    filed_at        timestamptz not null,
    reason          text        not null,
    shares_proposed text        not null,
    primary key (dispute_id, ordinal),
    constraint joined_claim_once unique (dispute_id, claimant_id),
    constraint joined_claim_reason_length check (length(reason) between 1 and 1000)
);
create index joined_claim_of_user on dispute.joined_claim (filed_by);

create or replace function dispute.guard_dispute() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'dispute % stays', old.id using errcode = '42501';
    end if;
    if old.state in ('WITHDRAWN', 'REFUSED') or old.closed_at is not null then
        raise exception 'dispute % is over', old.id using errcode = '42501';
    end if;
    -- What is resolved is closed, or taken up once by an appeal and once by new evidence; it is never edited.
    if old.state in ('UPHELD', 'PARTLY', 'DENIED') and not (
        (new.state = old.state and new.closed_at is not null and new.decision_reason = old.decision_reason
            and new.decided_by = old.decided_by and new.shares_decided is not distinct from old.shares_decided)
        or (new.state = 'WITH_MANAGER' and old.appealed_at is null and new.appealed_at is not null)
        or (new.state = 'TRIAGE' and old.reopened_at is null and new.reopened_at is not null)) then
        raise exception 'dispute % is resolved', old.id using errcode = '42501';
    end if;
    if exists (select 1 from dispute.party p where p.dispute_id = new.id and p.user_id = new.decided_by)
        or exists (select 1 from dispute.joined_claim j where j.dispute_id = new.id and j.filed_by = new.decided_by) then
        raise exception 'a party does not decide dispute %', old.id
            using errcode = '23514', constraint = 'dispute_party_does_not_decide';
    end if;
    return new;
end $$;

alter table dispute.deadline
    drop constraint deadline_step_known,
    add constraint deadline_step_known check
        (step in ('TRIAGE', 'ANSWER', 'DECISION', 'INFORMATION', 'REVIEW', 'APPROVAL', 'APPEAL'));

-- Who did what on the way to a resolution; what a later round looks back at.
create table dispute.act (
    id         bigint generated always as identity primary key,
    dispute_id bigint      not null references dispute.dispute (id),
    round      int         not null,
    kind       text        not null,
    outcome    text        not null,
    shares     text,
    reason     text        not null,
    user_id    text        not null,
    at         timestamptz not null,
    constraint act_kind_known check (kind in ('TRIAGE', 'RULING', 'REVIEW', 'APPROVAL', 'APPEAL', 'REOPENING')),
    constraint act_reason_length check (length(reason) <= 1000)
);
create index act_of_dispute on dispute.act (dispute_id, id);

-- What is decided about a locked period becomes a prior-period adjustment in the open one.
drop trigger dispute_period on dispute.dispute;

-- Each round that changes something remembers what it did.
alter table dispute.effect add column round int not null default 1;
alter table dispute.effect drop constraint effect_pkey;
alter table dispute.effect add primary key (dispute_id, round, participant_id);

grant select, insert on dispute.act, dispute.joined_claim to attain_app;
grant update (sitting, asked_from, needs_finance, approval_late, round, appealed_at, reopened_at, closed_at,
    stake_minor, stake_currency) on dispute.dispute to attain_app;
