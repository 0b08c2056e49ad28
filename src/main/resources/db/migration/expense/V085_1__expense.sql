create schema expense;
grant usage on schema expense to attain_app;

-- Over how long a component's commissions bring benefit, for sales from a day on. A later policy takes over from its day.
create table expense.policy (
    plan_id      text        not null,
    component    text        not null,
    valid_from   date        not null,
    term_months  int         not null,
    term_field   text,
    life_months  int         not null,
    commensurate boolean     not null,
    expedient    boolean     not null,
    entered_by   text        not null,
    entered_at   timestamptz not null,
    constraint policy_pk primary key (plan_id, component, valid_from),
    constraint policy_months check (term_months between 1 and 240 and life_months between term_months and 240)
);
create trigger policy_append_only before update or delete on expense.policy
    for each row execute function audit.refuse_change();
create trigger policy_no_truncate before truncate on expense.policy
    for each statement execute function audit.refuse_change();
grant select, insert on expense.policy to attain_app;
