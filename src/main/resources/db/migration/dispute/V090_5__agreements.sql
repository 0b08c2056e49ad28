-- Parties who want the same may settle a small claim: recorded as theirs, and only what the one who has less proposed and
-- the claimant accepted.
alter table dispute.act
    drop constraint act_kind_known,
    add constraint act_kind_known check (kind in ('TRIAGE', 'RULING', 'REVIEW', 'APPROVAL', 'APPEAL', 'REOPENING',
        'AGREEMENT'));

create function dispute.guard_agreement() returns trigger language plpgsql as $$
begin
    if new.decided_by = '(both sides)' and old.decided_by is distinct from new.decided_by and not (
        old.state = 'WITH_MANAGER' and new.state = 'PARTLY'
        and exists (select from dispute.party p where p.dispute_id = new.id and p.participant_id = new.accepted_of
                       and p.answer = 'counter ' || new.shares_decided)
        and not exists (select from dispute.joined_claim j where j.dispute_id = new.id)) then
        raise exception 'the sides of dispute % do not agree', old.id
            using errcode = '23514', constraint = 'dispute_sides_agree';
    end if;
    return new;
end $$;
create trigger dispute_agreement before update on dispute.dispute
    for each row execute function dispute.guard_agreement();
