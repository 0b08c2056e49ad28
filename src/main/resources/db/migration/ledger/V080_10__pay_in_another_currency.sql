-- Pay in another currency than the plan's: earned in one becomes earned in the other, by one transfer that balances in both.
alter table ledger.transfer
    drop constraint transfer_kind_known,
    add constraint transfer_kind_known check (kind in
        ('ACCRUAL', 'ADJUSTMENT', 'PAYABLE', 'PAID', 'REVERSAL', 'HOLD', 'RELEASE', 'COLLECTION', 'HOLDBACK', 'DRAW',
         'RECOVERY', 'CLAWBACK', 'PRIOR_PERIOD', 'SENT', 'BOUNCED', 'EXCHANGE'));

alter table ledger.entry
    drop constraint entry_account_known,
    add constraint entry_account_known check (account_type in
        ('EXPENSE', 'EARNED', 'UNCOLLECTED', 'HOLDBACK', 'HELD', 'PAYABLE', 'IN_PAYMENT', 'PAID', 'DRAW_RECEIVABLE',
         'CLAWBACK_RECEIVABLE', 'EXCHANGE'));

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
        when new.kind in ('ACCRUAL', 'COLLECTION', 'HOLDBACK', 'DRAW', 'RECOVERY', 'CLAWBACK', 'PRIOR_PERIOD',
                          'EXCHANGE')
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
