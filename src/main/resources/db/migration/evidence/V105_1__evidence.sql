create schema evidence;
grant usage on schema evidence to attain_app;

-- One pack a released batch; what was written once never changes.
create table evidence.pack (
    batch_id   bigint      not null,
    name       text        not null,
    engine     text        not null,
    sha256     bytea       not null,
    content    bytea       not null,
    written_at timestamptz not null,
    constraint pack_pk primary key (batch_id),
    constraint pack_intact check (sha256 = sha256(content))
);
create trigger pack_append_only before update or delete on evidence.pack
    for each row execute function audit.refuse_change();
create trigger pack_no_truncate before truncate on evidence.pack
    for each statement execute function audit.refuse_change();
grant select, insert on evidence.pack to attain_app;
