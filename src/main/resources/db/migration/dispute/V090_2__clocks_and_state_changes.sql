-- accepted_of: the counterpart whose counter-proposal the claimant accepted.
alter table dispute.dispute
    add column accepted_of text,
    add column escalations int not null default 0,
    drop constraint dispute_state_known,
    add constraint dispute_state_known check (state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED',
        'UPHELD', 'PARTLY', 'DENIED', 'WITHDRAWN', 'REFUSED')),
    add constraint dispute_escalations check (escalations >= 0),
    add constraint dispute_accepts_a_party foreign key (id, accepted_of)
        references dispute.party (dispute_id, participant_id);

drop index dispute.dispute_open;
create unique index dispute_open on dispute.dispute (deal_source, deal_external_id)
    where state in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED');

create or replace function dispute.guard_dispute() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'dispute % stays', old.id using errcode = '42501';
    end if;
    if old.state not in ('FILED', 'WITH_COUNTERPART', 'WITH_MANAGER', 'INFORMATION_ASKED') then
        raise exception 'dispute % is over', old.id using errcode = '42501';
    end if;
    if exists (select 1 from dispute.party p where p.dispute_id = new.id and p.user_id = new.decided_by) then
        raise exception 'a party does not decide dispute %', old.id
            using errcode = '23514', constraint = 'dispute_party_does_not_decide';
    end if;
    return new;
end $$;

-- Every start of a step's clock; a step that goes on after information was asked for has one more row.
create table dispute.deadline (
    id         bigint generated always as identity primary key,
    dispute_id bigint      not null references dispute.dispute (id),
    step       text        not null,
    started_at timestamptz not null,
    half_time  timestamptz not null,
    due_at     timestamptz not null,
    constraint deadline_step_known check (step in ('ANSWER', 'DECISION', 'INFORMATION')),
    constraint deadline_order check (started_at <= half_time and half_time <= due_at)
);
create index deadline_of_dispute on dispute.deadline (dispute_id, id);

-- What others are told: one row for every change of state, written by the database so that none is left out.
create table dispute.state_change (
    seq        bigint generated always as identity primary key,
    dispute_id bigint      not null references dispute.dispute (id),
    was        text,
    became     text        not null,
    changed_at timestamptz not null default clock_timestamp()
);
create function dispute.note_state_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into dispute.state_change (dispute_id, became) values (new.id, new.state);
    elsif new.state <> old.state then
        insert into dispute.state_change (dispute_id, was, became) values (new.id, old.state, new.state);
    end if;
    return null;
end $$;
create trigger dispute_state_change after insert or update on dispute.dispute
    for each row execute function dispute.note_state_change();

grant select, insert on dispute.deadline, dispute.state_change to attain_app;
grant update (accepted_of, escalations, decider_id, decider_user) on dispute.dispute to attain_app;
