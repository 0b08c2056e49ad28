create schema audit;
grant usage on schema audit to attain_app;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
end $$;

-- The trail ------------------------------------------------------------------------------------------------------

create table audit.entry (
    seq     bigint      not null,
    at      timestamptz not null,
    actor   text        not null,
    action  text        not null,
    subject text        not null,
    facts   jsonb       not null,
    prev    bytea       not null,
    hash    bytea       not null,
    constraint entry_pk primary key (seq)
);
create index entry_by_subject on audit.entry (subject, seq);

create function audit.hash_of(prev bytea, seq bigint, at timestamptz, actor text, action text, subject text, facts jsonb)
    returns bytea language sql immutable parallel safe
    return sha256(prev || convert_to(
        jsonb_build_array(seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, action, subject, facts)::text,
        'UTF8'));

-- The number is given under the lock, so that the order of the numbers is the order of the chain, without gaps.
create function audit.chain() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('attain.audit'));
    select e.seq + 1, e.hash into new.seq, new.prev from audit.entry e order by e.seq desc limit 1;
    if not found then
        new.seq := 1;
        new.prev := '\x'::bytea;
    end if;
    new.hash := audit.hash_of(new.prev, new.seq, new.at, new.actor, new.action, new.subject, new.facts);
    return new;
end $$;

create trigger entry_chain before insert on audit.entry for each row execute function audit.chain();
create trigger entry_append_only before update or delete on audit.entry for each row execute function audit.refuse_change();
create trigger entry_no_truncate before truncate on audit.entry for each statement execute function audit.refuse_change();

create view audit.broken as
select seq
  from (select e.*, lag(hash, 1, '\x'::bytea) over (order by seq) as last_hash,
               lag(seq, 1, 0::bigint) over (order by seq) as last_seq
          from audit.entry e) x
 where prev <> last_hash
    or seq <> last_seq + 1
    or hash <> audit.hash_of(prev, seq, at, actor, action, subject, facts);

grant select, insert on audit.entry to attain_app;
grant select on audit.broken to attain_app;

-- The approvals --------------------------------------------------------------------------------------------------

create table audit.approval (
    id                  bigint generated always as identity,
    case_type           text        not null,
    case_id             text        not null,
    round               int         not null,
    step                text        not null,
    part                text        not null,
    submitted_by        text        not null,
    decided_by          text        not null,
    verdict             text        not null,
    reason              text,
    subject_sha256      bytea       not null,
    decided_at          timestamptz not null,
    process_instance_id text,
    task_id             text,
    constraint approval_pk primary key (id),
    constraint approval_round check (round >= 1),
    constraint approval_verdict check (verdict in ('APPROVED', 'REJECTED')),
    constraint approval_digest check (octet_length(subject_sha256) = 32),
    constraint approval_rejected_with_reason check (verdict = 'APPROVED' or (reason is not null and reason !~ '^\s*$')),
    constraint approval_four_eyes check (decided_by <> submitted_by),
    constraint approval_once unique (case_type, case_id, round, step, part, decided_by)
);

create trigger approval_append_only before update or delete on audit.approval for each row execute function audit.refuse_change();
create trigger approval_no_truncate before truncate on audit.approval for each statement execute function audit.refuse_change();

grant select, insert on audit.approval to attain_app;
