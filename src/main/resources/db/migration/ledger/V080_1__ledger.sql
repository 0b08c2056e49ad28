create schema if not exists ledger;

create table ledger.transfer (
    id              uuid primary key,
    idempotency_key text        not null,
    kind            text        not null,
    period_id       text        not null,
    effective_on    date        not null,
    reverses        uuid references ledger.transfer (id),
    content_sha256  bytea       not null,
    posted_at       timestamptz not null,
    posted_by       text        not null,
    constraint transfer_once unique (idempotency_key),
    constraint transfer_reversed_once unique (reverses),
    constraint transfer_kind_known check (kind in ('ACCRUAL', 'ADJUSTMENT', 'PAYABLE', 'PAID', 'REVERSAL')),
    constraint transfer_reversal check ((kind = 'REVERSAL') = (reverses is not null))
);
create index transfer_of_period on ledger.transfer (period_id);

create table ledger.entry (
    transfer_id    uuid     not null references ledger.transfer (id),
    line           int      not null,
    account_type   text     not null,
    participant_id text,
    currency       char(3)  not null,
    amount_minor   bigint   not null,
    primary key (transfer_id, line),
    constraint entry_moves check (amount_minor <> 0),
    constraint entry_account_known check (account_type in ('EXPENSE', 'EARNED', 'PAYABLE', 'PAID')),
    constraint entry_account_owner check ((account_type = 'EXPENSE') = (participant_id is null))
);
create index entry_of_participant on ledger.entry (participant_id, account_type);

-- One look at the end of the statement that wrote the entries; a row-level deferred trigger costs twenty times as much.
create function ledger.check_balance() returns trigger language plpgsql as $$
declare
    broken uuid;
begin
    select e.transfer_id into broken from ledger.entry e
     where e.transfer_id in (select transfer_id from fresh)
     group by e.transfer_id, e.currency having sum(e.amount_minor) <> 0 limit 1;
    if broken is not null then
        raise exception 'transfer % does not balance', broken using errcode = '23514', constraint = 'transfer_balances';
    end if;
    select e.transfer_id into broken from ledger.entry e
     where e.transfer_id in (select transfer_id from fresh)
     group by e.transfer_id having count(*) <> (select count(*) from fresh f where f.transfer_id = e.transfer_id) limit 1;
    if broken is not null then
        raise exception 'transfer % is written already', broken using errcode = '42501', constraint = 'transfer_complete';
    end if;
    return null;
end $$;

create trigger entry_balances after insert on ledger.entry referencing new table as fresh
    for each statement execute function ledger.check_balance();

-- Which movements a period takes depends on its state; the share lock holds the state until the commit.
create function ledger.check_period() returns trigger language plpgsql as $$
declare
    found_state text;
    taken boolean;
begin
    select state into found_state from period.period where id = new.period_id for share;
    if found_state is null then
        raise exception 'there is no period %', new.period_id using errcode = '23503', constraint = 'period_exists';
    end if;
    taken := case new.kind
        when 'ADJUSTMENT' then found_state in ('OPEN', 'CLOSING')
        when 'REVERSAL' then found_state in ('OPEN', 'CLOSING')
        when 'ACCRUAL' then found_state in ('CLOSING', 'LOCKED')
        else found_state = 'LOCKED'
    end;
    if not taken then
        raise exception 'period % is % and takes no %', new.period_id, found_state, new.kind
            using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return new;
end $$;

create trigger transfer_period before insert on ledger.transfer
    for each row execute function ledger.check_period();

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
end $$;

create trigger transfer_append_only before update or delete on ledger.transfer
    for each row execute function ledger.refuse_change();
create trigger transfer_no_truncate before truncate on ledger.transfer
    for each statement execute function ledger.refuse_change();
create trigger entry_append_only before update or delete on ledger.entry
    for each row execute function ledger.refuse_change();
create trigger entry_no_truncate before truncate on ledger.entry
    for each statement execute function ledger.refuse_change();

create table ledger.adjustment (
    id              bigint generated always as identity primary key,
    participant_id  text        not null,
    period_id       text        not null,
    amount_minor    bigint      not null,
    currency        char(3)     not null,
    reason          text        not null,
    state           text        not null,
    proposed_by     text        not null,
    proposed_at     timestamptz not null,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    constraint adjustment_moves check (amount_minor <> 0),
    constraint adjustment_reason check (length(reason) between 1 and 500),
    constraint adjustment_state_known check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
    constraint adjustment_decided check
        ((state <> 'PROPOSED') = (decided_by is not null and decided_at is not null)),
    constraint adjustment_four_eyes check (decided_by is null or decided_by <> proposed_by)
);
create index adjustment_of_period on ledger.adjustment (period_id, participant_id);

create function ledger.guard_adjustment() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.state <> 'PROPOSED' then
        raise exception 'adjustment % stays as it is', old.id using errcode = '42501';
    end if;
    if (new.id, new.participant_id, new.period_id, new.amount_minor, new.currency, new.reason, new.proposed_by)
       is distinct from
       (old.id, old.participant_id, old.period_id, old.amount_minor, old.currency, old.reason, old.proposed_by) then
        raise exception 'adjustment % keeps its content', old.id using errcode = '42501';
    end if;
    return new;
end $$;

create trigger adjustment_guard before update or delete on ledger.adjustment
    for each row execute function ledger.guard_adjustment();
create trigger adjustment_period before insert or update on ledger.adjustment
    for each row when (new.state <> 'REJECTED') execute function period.refuse_unless('period_id', 'OPEN', 'CLOSING');

create table ledger.adjustment_seal (
    period_id text primary key,
    because   text        not null,
    sealed_at timestamptz not null
);

grant usage on schema ledger to attain_app;
grant select, insert on ledger.transfer, ledger.entry to attain_app;
grant select, insert on ledger.adjustment to attain_app;
grant update (state, decided_by, decided_at, decision_reason) on ledger.adjustment to attain_app;
grant select, insert, update, delete on ledger.adjustment_seal to attain_app;
