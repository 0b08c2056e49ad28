create schema if not exists bank;

-- Where a participant is paid to, from a day on. A change is another row with its two names; none is ever altered.
create table bank.detail (
    id              bigint generated always as identity primary key,
    participant_id  text        not null,
    valid_from      date        not null,
    holder          text        not null,
    iban            text        not null,
    bic             text        not null,
    state           text        not null,
    proposed_by     text        not null,
    proposed_at     timestamptz not null,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    constraint detail_holder check (length(holder) between 1 and 70),
    constraint detail_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
    constraint detail_bic check (bic = '' or bic ~ '^[A-Z0-9]{8}([A-Z0-9]{3})?$'),
    constraint detail_state_known check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
    constraint detail_decided check
        ((state <> 'PROPOSED') = (decided_by is not null and decided_at is not null)),
    constraint detail_four_eyes check (decided_by is null or decided_by <> proposed_by)
);
create index detail_of_participant on bank.detail (participant_id, valid_from);

create function bank.guard_detail() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.state <> 'PROPOSED' then
        raise exception 'bank detail % stays as it is', old.id using errcode = '42501';
    end if;
    if (new.id, new.participant_id, new.valid_from, new.holder, new.iban, new.bic, new.proposed_by) is distinct from
       (old.id, old.participant_id, old.valid_from, old.holder, old.iban, old.bic, old.proposed_by) then
        raise exception 'bank detail % keeps its content', old.id using errcode = '42501';
    end if;
    return new;
end $$;
create trigger detail_guard before update or delete on bank.detail
    for each row execute function bank.guard_detail();

grant usage on schema bank to attain_app;
grant select, insert on bank.detail to attain_app;
grant update (state, decided_by, decided_at, decision_reason) on bank.detail to attain_app;
