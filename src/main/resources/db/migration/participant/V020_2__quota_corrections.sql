-- A quota whose window meets a frozen period moves money that was settled: somebody asks, somebody else decides. --------

alter table participant.correction add column approved_by text;
alter table participant.correction add constraint correction_four_eyes
    check (approved_by is null or approved_by <> recorded_by);

create table participant.quota_proposal (
    id          bigint generated always as identity primary key,
    origin      text        not null,
    state       text        not null,
    proposed_by text        not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    reason      text,
    constraint quota_proposal_origin unique (origin),
    constraint quota_proposal_state check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
    constraint quota_proposal_decided check
        ((state <> 'PROPOSED') = (decided_by is not null and decided_at is not null)),
    constraint quota_proposal_reason check (state <> 'REJECTED' or length(btrim(reason)) > 0),
    constraint quota_proposal_four_eyes check (decided_by is null or decided_by <> proposed_by)
);

create table participant.quota_proposal_row (
    proposal_id     bigint  not null,
    row_no          int     not null,
    participant_id  text    not null,
    measure         text    not null,
    valid_from      date    not null,
    valid_to        date    not null,
    valid           daterange generated always as (daterange(valid_from, valid_to)) stored,
    before_minor    bigint,
    before_currency char(3),
    amount_minor    bigint  not null,
    currency        char(3) not null,
    meets           text    not null,
    constraint quota_proposal_row_pk primary key (proposal_id, row_no),
    constraint quota_proposal_row_of foreign key (proposal_id) references participant.quota_proposal (id),
    constraint quota_proposal_row_participant_fk foreign key (participant_id) references participant.participant (id),
    constraint quota_proposal_row_shape check (valid_from < valid_to and valid_to < 'infinity'),
    constraint quota_proposal_row_positive check (amount_minor > 0),
    constraint quota_proposal_row_before check ((before_minor is null) = (before_currency is null))
);
create index quota_proposal_row_about on participant.quota_proposal_row (participant_id, measure);

create function participant.guard_quota_proposal() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.state <> 'PROPOSED' then
        raise exception 'quota correction % stays as it is', old.id using errcode = '42501';
    end if;
    if (new.id, new.origin, new.proposed_by, new.proposed_at) is distinct from
       (old.id, old.origin, old.proposed_by, old.proposed_at) then
        raise exception 'quota correction % keeps its content', old.id using errcode = '42501';
    end if;
    return new;
end $$;
create trigger quota_proposal_guard before update or delete on participant.quota_proposal
    for each row execute function participant.guard_quota_proposal();
create trigger quota_proposal_no_truncate before truncate on participant.quota_proposal
    for each statement execute function audit.refuse_change();

-- What is decided is what was asked for: no row comes after the decision.
create function participant.guard_quota_proposal_row() returns trigger language plpgsql as $$
begin
    if not exists (select from participant.quota_proposal where id = new.proposal_id and state = 'PROPOSED') then
        raise exception 'quota correction % is decided', new.proposal_id using errcode = '42501';
    end if;
    return new;
end $$;
create trigger quota_proposal_row_guard before insert on participant.quota_proposal_row
    for each row execute function participant.guard_quota_proposal_row();
create trigger quota_proposal_row_append_only before update or delete on participant.quota_proposal_row
    for each row execute function audit.refuse_change();
create trigger quota_proposal_row_no_truncate before truncate on participant.quota_proposal_row
    for each statement execute function audit.refuse_change();

grant select, insert on participant.quota_proposal, participant.quota_proposal_row to attain_app;
grant update (state, decided_by, decided_at, reason) on participant.quota_proposal to attain_app;
