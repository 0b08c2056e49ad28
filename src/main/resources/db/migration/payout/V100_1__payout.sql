create schema if not exists payout;

create table payout.batch (
    id               bigint generated always as identity primary key,
    period_id        text        not null,
    run_id           uuid        not null,
    state            text        not null,
    prepared_by      text        not null,
    prepared_at      timestamptz not null,
    digest           bytea       not null,
    second_signature boolean,
    rejection_reason text,
    released_at      timestamptz,
    constraint batch_state_known check
        (state in ('PREPARED', 'IN_APPROVAL', 'SIGNED', 'REJECTED', 'RELEASED', 'PAID')),
    constraint batch_digest_shape check (length(digest) = 32),
    constraint batch_routed check
        (state not in ('IN_APPROVAL', 'SIGNED', 'RELEASED', 'PAID') or second_signature is not null),
    constraint batch_rejected check ((state = 'REJECTED') = (rejection_reason is not null)),
    constraint batch_released check ((state in ('RELEASED', 'PAID')) = (released_at is not null))
);
create unique index batch_live on payout.batch (period_id) where state <> 'REJECTED';

create table payout.line (
    batch_id        bigint  not null references payout.batch (id),
    participant_id  text    not null,
    name            text    not null,
    employee_number text    not null,
    legal_entity    text    not null,
    cost_centre     text    not null,
    pay_date        date    not null,
    currency        char(3) not null,
    amount_minor    bigint  not null,
    primary key (batch_id, participant_id),
    constraint line_positive check (amount_minor > 0)
);

create table payout.export_file (
    batch_id   bigint primary key references payout.batch (id),
    name       text        not null,
    sha256     bytea       not null,
    content    bytea       not null,
    written_at timestamptz not null,
    constraint export_file_intact check (sha256 = sha256(content))
);

create function payout.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
end $$;

create trigger line_append_only before update or delete on payout.line
    for each row execute function payout.refuse_change();
create trigger line_no_truncate before truncate on payout.line
    for each statement execute function payout.refuse_change();
create trigger export_file_append_only before update or delete on payout.export_file
    for each row execute function payout.refuse_change();
create trigger export_file_no_truncate before truncate on payout.export_file
    for each statement execute function payout.refuse_change();

create function payout.guard_batch() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'payout batch % stays', old.id using errcode = '42501';
    end if;
    if (new.id, new.period_id, new.run_id, new.prepared_by, new.digest) is distinct from
       (old.id, old.period_id, old.run_id, old.prepared_by, old.digest) then
        raise exception 'payout batch % keeps its content', old.id using errcode = '42501';
    end if;
    if new.state <> old.state and (old.state, new.state) not in
       (('PREPARED', 'IN_APPROVAL'), ('PREPARED', 'REJECTED'), ('IN_APPROVAL', 'SIGNED'), ('IN_APPROVAL', 'REJECTED'),
        ('SIGNED', 'RELEASED'), ('SIGNED', 'REJECTED'), ('RELEASED', 'PAID')) then
        raise exception 'payout batch % is % and cannot become %', old.id, old.state, new.state using errcode = '42501';
    end if;
    if old.second_signature and not coalesce(new.second_signature, false) then
        raise exception 'payout batch % keeps its second signature', old.id using errcode = '42501';
    end if;
    return new;
end $$;

create trigger batch_guard before update or delete on payout.batch
    for each row execute function payout.guard_batch();
create trigger batch_period before insert on payout.batch
    for each row execute function period.refuse_unless('period_id', 'CLOSING');

grant usage on schema payout to attain_app;
grant select, insert on payout.batch, payout.line, payout.export_file to attain_app;
grant update (state, second_signature, rejection_reason, released_at) on payout.batch to attain_app;
