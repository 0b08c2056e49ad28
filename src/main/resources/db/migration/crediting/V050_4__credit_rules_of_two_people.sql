-- Credit rules count once a second person has approved them. --------------------------------------------------------------

create table crediting.rule_set_decision (
    number     int         not null,
    verdict    text        not null,
    reason     text,
    decided_by text        not null,
    decided_at timestamptz not null,
    constraint rule_set_decision_pk primary key (number),
    constraint rule_set_decision_of_rules foreign key (number) references crediting.rule_set (number),
    constraint rule_set_decision_verdict check (verdict in ('APPROVED', 'REJECTED')),
    constraint rule_set_decision_reason check (verdict = 'APPROVED' or length(btrim(reason)) > 0)
);

-- Nobody approves what he proposed; what the system installs it answers for itself.
create function crediting.refuse_own_rules() returns trigger language plpgsql as $$
begin
    if new.decided_by <> 'system'
       and new.decided_by = (select recorded_by from crediting.rule_set where number = new.number) then
        raise exception 'rule_set_decision_four_eyes: % proposed these rules', new.decided_by
            using errcode = 'check_violation', constraint = 'rule_set_decision_four_eyes';
    end if;
    return new;
end $$;
create trigger rule_set_decision_four_eyes before insert on crediting.rule_set_decision
    for each row execute function crediting.refuse_own_rules();
create trigger rule_set_decision_append_only before update or delete on crediting.rule_set_decision
    for each row execute function audit.refuse_change();
create trigger rule_set_decision_no_truncate before truncate on crediting.rule_set_decision
    for each statement execute function audit.refuse_change();

-- What counted before there was a second person goes on counting.
insert into crediting.rule_set_decision (number, verdict, decided_by, decided_at)
select number, 'APPROVED', 'system', recorded_at from crediting.rule_set;

grant select, insert on crediting.rule_set_decision to attain_app;
