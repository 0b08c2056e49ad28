-- Why the money moved, in words: of a prior-period adjustment its period and cause.
alter table ledger.transfer add column memo text;

alter table ledger.transfer
    drop constraint transfer_kind_known,
    add constraint transfer_kind_known check (kind in
        ('ACCRUAL', 'ADJUSTMENT', 'PAYABLE', 'PAID', 'REVERSAL', 'HOLD', 'RELEASE', 'COLLECTION', 'HOLDBACK', 'DRAW',
         'RECOVERY', 'CLAWBACK', 'PRIOR_PERIOD')),
    add constraint transfer_memo check (length(memo) between 1 and 600),
    add constraint transfer_prior_period_says_why check (kind <> 'PRIOR_PERIOD' or memo is not null);

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
        when new.kind in ('ACCRUAL', 'COLLECTION', 'HOLDBACK', 'DRAW', 'RECOVERY', 'CLAWBACK', 'PRIOR_PERIOD')
            then found_state in ('CLOSING', 'LOCKED')
        else found_state = 'LOCKED'
    end;
    if not taken then
        raise exception 'period % is % and takes no %', new.period_id, found_state, new.kind
            using errcode = '42501', constraint = 'period_takes_rows';
    end if;
    return new;
end $$;
