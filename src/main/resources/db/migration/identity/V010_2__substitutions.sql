-- Who stands in for whom, and in what, while somebody is away. One row per duty, so that two substitutes for one duty on
-- one day cannot be written. Nothing is deleted: an absence that ends early is shortened, one that never began withdrawn.
create table identity.substitution (
    id           bigint generated always as identity,
    absent       text        not null,
    substitute   text        not null,
    duty         text        not null,
    valid_from   date        not null,
    valid_to     date        not null,
    valid        daterange   generated always as (daterange(valid_from, valid_to)) stored,
    recorded_at  timestamptz not null,
    withdrawn_at timestamptz,
    constraint substitution_pk primary key (id),
    constraint substitution_days check (valid_from < valid_to),
    constraint substitution_of_another check (absent <> substitute),
    constraint substitution_duty check (duty in ('DISPUTES', 'SHARES_AHEAD', 'TEAM_REVIEWS')),
    constraint substitution_no_overlap exclude using gist (absent with =, duty with =, valid with &&)
        where (withdrawn_at is null)
);
create index substitution_by_substitute on identity.substitution (substitute);

grant select, insert on identity.substitution to attain_app;
grant update (valid_to, withdrawn_at) on identity.substitution to attain_app;
