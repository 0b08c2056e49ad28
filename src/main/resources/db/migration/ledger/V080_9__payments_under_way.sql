-- Payments that wait for a confirmation, and payments that came back.
alter table ledger.transfer
    drop constraint transfer_kind_known,
    add constraint transfer_kind_known check (kind in
        ('ACCRUAL', 'ADJUSTMENT', 'PAYABLE', 'PAID', 'REVERSAL', 'HOLD', 'RELEASE', 'COLLECTION', 'HOLDBACK', 'DRAW',
         'RECOVERY', 'CLAWBACK', 'PRIOR_PERIOD', 'SENT', 'BOUNCED'));

alter table ledger.entry
    drop constraint entry_account_known,
    add constraint entry_account_known check (account_type in
        ('EXPENSE', 'EARNED', 'UNCOLLECTED', 'HOLDBACK', 'HELD', 'PAYABLE', 'IN_PAYMENT', 'PAID', 'DRAW_RECEIVABLE',
         'CLAWBACK_RECEIVABLE'));

-- A payment can come back after its period is paid; what a payout keeps back is held in its own period.
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
        when new.kind = 'HOLD' and new.cause ~ '^(payout|bounce)/' then found_state in ('LOCKED', 'PAID')
        when new.kind in ('ADJUSTMENT', 'REVERSAL', 'HOLD', 'RELEASE') then found_state in ('OPEN', 'CLOSING')
        when new.kind in ('ACCRUAL', 'COLLECTION', 'HOLDBACK', 'DRAW', 'RECOVERY', 'CLAWBACK', 'PRIOR_PERIOD')
            then found_state in ('CLOSING', 'LOCKED')
        when new.kind = 'BOUNCED' then found_state in ('LOCKED', 'PAID')
        else found_state = 'LOCKED'
    end;
    if not taken then
        raise exception 'period % is % and takes no %', new.period_id, found_state, new.kind
            using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return new;
end $$;

-- The last line against paying twice: payable is paid out once a participant, period and currency, whatever the keys of
-- the transfers. The advisory lock makes two at once queue up, so that the second sees the first.
create function ledger.check_paid_once() returns trigger language plpgsql as $$
declare
    one record;
begin
    for one in
        select distinct e.participant_id, e.currency, t.period_id
          from fresh e join ledger.transfer t on t.id = e.transfer_id
         where e.account_type = 'PAYABLE' and t.kind in ('PAID', 'SENT')
         order by e.participant_id, e.currency, t.period_id
    loop
        perform pg_advisory_xact_lock(hashtextextended('paid ' || one.participant_id || ' ' || one.period_id, 0));
        if (select count(distinct t.id) from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
             where e.participant_id = one.participant_id and e.account_type = 'PAYABLE' and e.currency = one.currency
               and t.period_id = one.period_id and t.kind in ('PAID', 'SENT')) > 1 then
            raise exception '% is paid for % already', one.participant_id, one.period_id
                using errcode = '23514', constraint = 'paid_once';
        end if;
    end loop;
    return null;
end $$;

create trigger entry_paid_once after insert on ledger.entry referencing new table as fresh
    for each statement execute function ledger.check_paid_once();
