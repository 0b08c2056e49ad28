-- Bonuses, scorecards, floors and the like have no credit; a line says how it came to be, and what it was before caps.
alter table calculation.line
    alter column source drop not null,
    alter column external_id drop not null,
    alter column credit_id drop not null,
    add column kind text not null default 'EARNED',
    add column uncut_minor bigint,
    add constraint line_kind check (kind in ('EARNED', 'TRUE_UP', 'CLAWBACK', 'FLOOR', 'OVER_CAP')),
    add constraint line_credit_is_whole check (
        (source is null) = (external_id is null) and (source is null) = (credit_id is null)),
    add constraint line_clawback_has_credit check (kind <> 'CLAWBACK' or credit_id is not null);

-- A component that does not count money counts wholes; what caps and the budget took is kept beside what was earned.
alter table calculation.component_result
    add column counts_money boolean not null default true,
    add column cut_minor bigint not null default 0;
