create schema plan;
grant usage on schema plan to attain_app;

-- One row per version; the whole definition is its canonical JSON text, so that what is digested is what is stored.
create table plan.version (
    plan_id       text        not null,
    number        int         not null,
    state         text        not null,
    round         int         not null default 0,
    source        text        not null,
    source_sha256 bytea       not null,
    authored_by   text        not null,
    created_at    timestamptz not null,
    submitted_by  text,
    approved_by   text,
    published_at  timestamptz,
    constraint version_pk primary key (plan_id, number),
    constraint version_number check (number >= 1),
    constraint version_state check (state in ('DRAFT', 'IN_REVIEW', 'PUBLISHED', 'WITHDRAWN')),
    constraint version_digest check (source_sha256 = sha256(convert_to(source, 'UTF8'))),
    constraint version_submitted check (state not in ('IN_REVIEW', 'PUBLISHED') or (submitted_by is not null and round >= 1)),
    -- "approved_by <> authored_by" alone would let a published row without any approver pass.
    constraint version_published check ((state = 'PUBLISHED') = (published_at is not null and approved_by is not null)),
    constraint version_four_eyes check (approved_by is null or (approved_by <> authored_by and approved_by <> submitted_by))
);

create table plan.author (
    plan_id  text        not null,
    number   int         not null,
    user_id  text        not null,
    since    timestamptz not null,
    constraint author_pk primary key (plan_id, number, user_id),
    constraint author_version_fk foreign key (plan_id, number) references plan.version (plan_id, number)
);

create function plan.guard_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'plan version %/% is kept', old.plan_id, old.number using errcode = '42501';
    end if;
    if old.state in ('PUBLISHED', 'WITHDRAWN') then
        raise exception 'plan version %/% is % and never changes', old.plan_id, old.number, lower(old.state)
            using errcode = '42501';
    end if;
    if (new.plan_id, new.number, new.authored_by, new.created_at) is distinct from
       (old.plan_id, old.number, old.authored_by, old.created_at) then
        raise exception 'plan version %/% keeps its name and author', old.plan_id, old.number using errcode = '42501';
    end if;
    if old.state = 'IN_REVIEW' and new.source is distinct from old.source then
        raise exception 'plan version %/% is in review; its content stays', old.plan_id, old.number using errcode = '42501';
    end if;
    if new.state <> old.state and (old.state, new.state) not in
       (('DRAFT', 'IN_REVIEW'), ('DRAFT', 'WITHDRAWN'), ('IN_REVIEW', 'DRAFT'), ('IN_REVIEW', 'PUBLISHED'),
        ('IN_REVIEW', 'WITHDRAWN')) then
        raise exception 'plan version %/% is % and cannot become %', old.plan_id, old.number, old.state, new.state
            using errcode = '42501';
    end if;
    if new.state = 'PUBLISHED' and exists (select 1 from plan.author a
            where a.plan_id = new.plan_id and a.number = new.number and a.user_id = new.approved_by) then
        raise exception 'an author of plan version %/% approved it', old.plan_id, old.number using errcode = '42501';
    end if;
    return new;
end $$;

create trigger version_guard before update or delete on plan.version
    for each row execute function plan.guard_version();

-- Looks at the version a row leaves as well as at the one it comes to: an update could move an author out of a
-- published version into a draft.
create function plan.guard_author() returns trigger language plpgsql as $$
begin
    if exists (select 1 from plan.version v
                where v.state <> 'DRAFT'
                  and ((tg_op <> 'INSERT' and (v.plan_id, v.number) = (old.plan_id, old.number))
                    or (tg_op <> 'DELETE' and (v.plan_id, v.number) = (new.plan_id, new.number)))) then
        raise exception 'the authors of a plan version beyond draft stay as they are' using errcode = '42501';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger author_guard before insert or update or delete on plan.author
    for each row execute function plan.guard_author();

-- When a published version counts. A later version shortens it; nothing else changes it.
create table plan.in_force (
    plan_id text      not null,
    number  int       not null,
    valid   daterange not null,
    constraint in_force_pk primary key (plan_id, number),
    constraint in_force_version_fk foreign key (plan_id, number) references plan.version (plan_id, number),
    constraint in_force_shape check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid) and lower(valid) is not null),
    constraint in_force_no_overlap exclude using gist (plan_id with =, valid with &&)
);

create function plan.guard_in_force() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a published plan version keeps its dates' using errcode = '42501';
    end if;
    if not exists (select 1 from plan.version v
                    where (v.plan_id, v.number) = (new.plan_id, new.number) and v.state = 'PUBLISHED') then
        raise exception 'only a published plan version counts' using errcode = '42501';
    end if;
    if tg_op = 'UPDATE' and ((new.plan_id, new.number, lower(new.valid)) is distinct from
                             (old.plan_id, old.number, lower(old.valid)) or not old.valid @> new.valid) then
        raise exception 'a published plan version can only end earlier' using errcode = '42501';
    end if;
    return new;
end $$;

create trigger in_force_guard before insert or update or delete on plan.in_force
    for each row execute function plan.guard_in_force();

create table plan.acceptance (
    plan_id        text        not null,
    number         int         not null,
    participant_id text        not null,
    accepted_by    text        not null,
    accepted_at    timestamptz not null,
    source_sha256  bytea       not null,
    constraint acceptance_pk primary key (plan_id, number, participant_id),
    constraint acceptance_version_fk foreign key (plan_id, number) references plan.version (plan_id, number)
);

create function plan.guard_acceptance() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        raise exception 'an acceptance stays as it is' using errcode = '42501';
    end if;
    if not exists (select 1 from plan.version v
                    where (v.plan_id, v.number) = (new.plan_id, new.number) and v.state = 'PUBLISHED'
                      and v.source_sha256 = new.source_sha256) then
        raise exception 'only what is published can be accepted' using errcode = '42501';
    end if;
    return new;
end $$;

create trigger acceptance_guard before insert or update or delete on plan.acceptance
    for each row execute function plan.guard_acceptance();

create table plan.assignment (
    id             bigint generated always as identity,
    participant_id text        not null,
    plan_id        text        not null,
    valid          daterange   not null,
    recorded_at    timestamptz not null,
    constraint assignment_pk primary key (id),
    constraint assignment_shape check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid) and lower(valid) is not null),
    constraint assignment_no_overlap exclude using gist (participant_id with =, plan_id with =, valid with &&)
);
create index assignment_by_plan on plan.assignment (plan_id);

create table plan.rate (
    table_name  text           not null,
    product     text           not null,
    rate        numeric(16, 12) not null,
    recorded_at timestamptz    not null,
    constraint rate_pk primary key (table_name, product),
    constraint rate_range check (rate >= 0 and rate <= 10)
);

grant select, insert, update on plan.version to attain_app;
grant select, insert on plan.author to attain_app;
grant select, insert, update on plan.in_force to attain_app;
grant select, insert on plan.acceptance to attain_app;
grant select, insert, update on plan.assignment to attain_app;
grant select, insert, update on plan.rate to attain_app;
