create schema attachment;
grant usage on schema attachment to attain_app;

-- Files of cases. The kind comes from the content; the name is what people called it, and nothing follows from it.
create table attachment.file (
    id          bigint generated always as identity,
    case_type   text        not null,
    case_id     text        not null,
    name        text        not null,
    kind        text        not null,
    size        int         not null,
    sha256      bytea       not null,
    content     bytea       not null,
    uploaded_by text        not null,
    uploaded_at timestamptz not null,
    constraint file_pk primary key (id),
    constraint file_once unique (case_type, case_id, sha256),
    constraint file_kind check (kind in ('PDF', 'PNG', 'JPEG', 'TEXT', 'WORD', 'EXCEL')),
    constraint file_size check (size = octet_length(content) and size between 1 and 10485760),
    constraint file_name check (length(name) between 1 and 130 and name !~ '[[:cntrl:]/\\]'),
    constraint file_digest check (sha256 = sha256(content))
);
alter table attachment.file alter column content set storage external;

create trigger file_append_only before update or delete on attachment.file
    for each row execute function audit.refuse_change();
create trigger file_no_truncate before truncate on attachment.file
    for each statement execute function audit.refuse_change();

grant select, insert on attachment.file to attain_app;
