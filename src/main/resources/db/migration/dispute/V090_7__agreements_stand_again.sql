-- What both sides settled stands again when the new evidence that reopened it is none.
create or replace function dispute.guard_agreement() returns trigger language plpgsql as $$
begin
    if new.decided_by = '(both sides)' and old.decided_by is distinct from new.decided_by and not (
        old.state = 'WITH_MANAGER' and new.state = 'PARTLY'
        and exists (select from dispute.party p where p.dispute_id = new.id and p.participant_id = new.accepted_of
                       and p.answer = 'counter ' || new.shares_decided)
        and not exists (select from dispute.joined_claim j where j.dispute_id = new.id))
        and not (old.state = 'TRIAGE' and old.reopened_at is not null and new.state = 'PARTLY'
        and exists (select from dispute.act a where a.dispute_id = new.id and a.kind = 'AGREEMENT'
                       and a.round < new.round and a.shares = new.shares_decided)) then
        raise exception 'the sides of dispute % do not agree', old.id
            using errcode = '23514', constraint = 'dispute_sides_agree';
    end if;
    return new;
end $$;
