create schema identity;
grant usage on schema identity to attain_app;

create table identity.app_user (
    id              text        not null,
    user_name       text        not null,
    display_name    text        not null,
    roles           text[]      not null,
    first_seen_at   timestamptz not null,
    last_changed_at timestamptz not null,
    constraint app_user_pk primary key (id)
);
create index app_user_by_name on identity.app_user (lower(user_name));

grant select, insert, update on identity.app_user to attain_app;
