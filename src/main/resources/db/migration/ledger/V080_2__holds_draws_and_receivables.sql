alter table ledger.transfer add column cause text;

alter table ledger.transfer
    drop constraint transfer_kind_known,
    add constraint transfer_kind_known check (kind in
        ('ACCRUAL', 'ADJUSTMENT', 'PAYABLE', 'PAID', 'REVERSAL', 'HOLD', 'RELEASE', 'COLLECTION', 'HOLDBACK', 'DRAW',
         'RECOVERY', 'CLAWBACK')),
    add constraint transfer_cause check ((kind in ('HOLD', 'RELEASE')) = (cause is not null)),
    add constraint transfer_cause_shape check (cause ~ '^[a-z][a-z-]*/[^\s]{1,80}$');
create index transfer_of_cause on ledger.transfer (cause) where cause is not null;

alter table ledger.entry
    drop constraint entry_account_known,
    add constraint entry_account_known check (account_type in
        ('EXPENSE', 'EARNED', 'UNCOLLECTED', 'HOLDBACK', 'HELD', 'PAYABLE', 'PAID', 'DRAW_RECEIVABLE',
         'CLAWBACK_RECEIVABLE'));

-- Holds come and go while people work in a period; what a lock says of pay is posted with the accrual.
create or replace function ledger.check_period() returns trigger language plpgsql as $$
declare
    found_state text;
    taken boolean;
begin
    select state into found_state from period.period where id = new.period_id for share;
    if found_state is null then
        raise exception 'there is no period %', new.period_id using errcode = '23503', constraint = 'period_exists';
    end if;
    taken := case
        when new.kind in ('ADJUSTMENT', 'REVERSAL', 'HOLD', 'RELEASE') then found_state in ('OPEN', 'CLOSING')
        when new.kind in ('ACCRUAL', 'COLLECTION', 'HOLDBACK', 'DRAW', 'RECOVERY', 'CLAWBACK')
            then found_state in ('CLOSING', 'LOCKED')
        else found_state = 'LOCKED'
    end;
    if not taken then
        raise exception 'period % is % and takes no %', new.period_id, found_state, new.kind
            using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return new;
end $$;

-- Nothing is released that is not held for the same cause. The advisory lock makes two releases at once queue up: each
-- statement of this function sees what was committed before it.
create function ledger.check_held() returns trigger language plpgsql as $$
declare
    one record;
begin
    for one in
        select distinct e.participant_id, e.currency, t.cause
          from fresh e join ledger.transfer t on t.id = e.transfer_id
         where e.account_type = 'HELD'
         order by e.participant_id, e.currency, t.cause
    loop
        if one.cause is null then
            raise exception 'pay is held and released for a cause' using errcode = '23514', constraint = 'held_for_a_cause';
        end if;
        perform pg_advisory_xact_lock(hashtextextended('held ' || one.participant_id || ' ' || one.cause, 0));
        if (select sum(e.amount_minor) from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
             where e.participant_id = one.participant_id and e.account_type = 'HELD' and e.currency = one.currency
               and t.cause = one.cause) > 0 then
            raise exception 'more of % is released than is held for %', one.participant_id, one.cause
                using errcode = '23514', constraint = 'held_covers_release';
        end if;
    end loop;
    return null;
end $$;

create trigger entry_held after insert on ledger.entry referencing new table as fresh
    for each statement execute function ledger.check_held();
