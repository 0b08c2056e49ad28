-- deferred: became payable of earlier periods less what of this one waits; draw: advanced less recovered; held: what
-- holds and releases change of the payout.
alter table statement.statement
    add column deferred_minor bigint not null default 0,
    add column draw_minor     bigint not null default 0,
    add column held_minor     bigint not null default 0,
    drop constraint statement_adds_up,
    add constraint statement_adds_up check
        (payable_minor = earned_minor + adjustments_minor + carried_minor + deferred_minor + draw_minor),
    add constraint statement_pays_nothing_below_zero check (greatest(payable_minor, 0) + held_minor >= 0);
