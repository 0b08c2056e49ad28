-- What a close found to differ from the inputs of locked periods. The version names what was found; empty when all is
-- again as the period was calculated.
create table calculation.input_change (
    run_id         uuid not null,
    period_id      text not null,
    participant_id text not null,
    source         text not null,
    external_id    text not null,
    revision       int  not null,
    version        text not null,
    cause          text not null,
    constraint input_change_pk primary key (run_id, period_id, participant_id, source, external_id),
    constraint input_change_run_fk foreign key (run_id) references calculation.run (id),
    constraint input_change_cause check (length(cause) between 1 and 500)
);
create index input_change_of_period on calculation.input_change (period_id, participant_id);

-- The difference per participant, component and line of a locked period, frozen with the run of the open one that pays it.
create table calculation.correction (
    run_id         uuid    not null,
    participant_id text    not null,
    ordinal        int     not null,
    period_id      text    not null,
    plan_id        text    not null,
    plan_number    int     not null,
    component      text    not null,
    kind           text    not null,
    source         text,
    external_id    text,
    credit_id      bigint,
    event_date     date    not null,
    text           text    not null,
    currency       char(3) not null,
    credited_minor bigint  not null,
    before_minor   bigint  not null,
    after_minor    bigint  not null,
    split_before   int     not null,
    split_after    int     not null,
    cause          text    not null,
    constraint correction_pk primary key (run_id, participant_id, ordinal),
    constraint correction_run_fk foreign key (run_id) references calculation.run (id),
    constraint correction_moves check (before_minor <> after_minor),
    constraint correction_cause check (length(cause) between 1 and 500),
    constraint correction_credit_is_whole check (
        (source is null) = (external_id is null) and (source is null) = (credit_id is null))
);
create index correction_of_period on calculation.correction (period_id, participant_id);

create trigger input_change_append_only before update or delete on calculation.input_change
    for each row execute function audit.refuse_change();
create trigger input_change_no_truncate before truncate on calculation.input_change
    for each statement execute function audit.refuse_change();
create trigger correction_append_only before update or delete on calculation.correction
    for each row execute function audit.refuse_change();
create trigger correction_no_truncate before truncate on calculation.correction
    for each statement execute function audit.refuse_change();
create trigger input_change_insert after insert on calculation.input_change referencing new table as touched
    for each statement execute function calculation.refuse_unless_frozen();
create trigger correction_insert after insert on calculation.correction referencing new table as touched
    for each statement execute function calculation.refuse_unless_frozen();

grant select, insert on calculation.input_change, calculation.correction to attain_app;
