alter table payout.line add column final_settlement boolean not null default false;
alter table payout.line alter column final_settlement drop default;

-- The smallest payout of a currency; below it pay is carried. Without a row there is none.
create table payout.minimum (
    currency     char(3) primary key,
    amount_minor bigint  not null,
    constraint minimum_not_negative check (amount_minor >= 0)
);

-- Lines that are not paid with their batch; they come back in the next one.
create table payout.kept_back (
    batch_id       bigint      not null,
    participant_id text        not null,
    kind           text        not null,
    reason         text        not null,
    kept_by        text        not null,
    kept_at        timestamptz not null,
    primary key (batch_id, participant_id),
    foreign key (batch_id, participant_id) references payout.line (batch_id, participant_id),
    constraint kept_back_kind check (kind in ('SENT_BACK', 'BELOW_MINIMUM')),
    constraint kept_back_reason check (length(reason) between 1 and 500)
);

create function payout.guard_kept_back() returns trigger language plpgsql as $$
declare
    found_state text;
begin
    select state into found_state from payout.batch where id = new.batch_id for share;
    if found_state <> 'PREPARED' then
        raise exception 'payout batch % is %', new.batch_id, found_state using errcode = '42501';
    end if;
    return new;
end $$;
create trigger kept_back_before_signing before insert on payout.kept_back
    for each row execute function payout.guard_kept_back();
create trigger kept_back_append_only before update or delete on payout.kept_back
    for each row execute function payout.refuse_change();

-- What became of a payment. It can come back after it was confirmed, never the other way round.
create table payout.outcome (
    batch_id       bigint      not null,
    participant_id text        not null,
    outcome        text        not null,
    cause          text        not null,
    source         text        not null,
    recorded_by    text        not null,
    recorded_at    timestamptz not null,
    primary key (batch_id, participant_id, outcome),
    foreign key (batch_id, participant_id) references payout.payment (batch_id, participant_id),
    constraint outcome_known check (outcome in ('CONFIRMED', 'BOUNCED')),
    constraint outcome_cause check (length(cause) <= 500 and (outcome = 'CONFIRMED' or cause <> ''))
);
create trigger outcome_append_only before update or delete on payout.outcome
    for each row execute function payout.refuse_change();

create function payout.guard_outcome() returns trigger language plpgsql as $$
begin
    perform 1 from payout.batch where id = new.batch_id for update;
    if new.outcome = 'CONFIRMED' and exists (select 1 from payout.outcome o where o.batch_id = new.batch_id
            and o.participant_id = new.participant_id and o.outcome = 'BOUNCED') then
        raise exception 'a payment that came back is not confirmed' using errcode = '23514', constraint = 'bounced_stays';
    end if;
    return new;
end $$;
create trigger outcome_order before insert on payout.outcome
    for each row execute function payout.guard_outcome();

-- The files that said so: the same file is taken once.
create table payout.outcome_file (
    batch_id    bigint      not null references payout.batch (id),
    sha256      bytea       not null,
    name        text        not null,
    content     bytea       not null,
    received_by text        not null,
    received_at timestamptz not null,
    primary key (batch_id, sha256),
    constraint outcome_file_intact check (sha256 = sha256(content))
);
create trigger outcome_file_append_only before update or delete on payout.outcome_file
    for each row execute function payout.refuse_change();

-- Once money is on its way, a period is not opened again.
create function payout.guard_reopening() returns trigger language plpgsql as $$
begin
    if old.state = 'LOCKED' and new.state in ('OPEN', 'CLOSING') and exists (select 1 from payout.batch b
            where b.period_id = new.id and b.state in ('RELEASED', 'PAID')) then
        raise exception 'the payout of % is released', new.id using errcode = '42501', constraint = 'released_stays_locked';
    end if;
    return new;
end $$;
create trigger period_released_stays_locked before update of state on period.period
    for each row execute function payout.guard_reopening();

grant select, insert on payout.kept_back, payout.outcome, payout.outcome_file to attain_app;
grant select, insert, update on payout.minimum to attain_app;
