-- What of a run waits for invoice, cash or the end of a holdback, as it stood when the payout of the run was first worked
-- out: the signatures, the lock and the statements all mean this, whatever cash is imported meanwhile. Cash that comes
-- later counts in the next period.
create table payable.looked (
    run_id uuid        not null,
    at     timestamptz not null,
    constraint looked_pk primary key (run_id)
);
create table payable.waiting (
    run_id            uuid    not null,
    participant_id    text    not null,
    ordinal           int     not null,
    line_key          text    not null,
    component         text    not null,
    event             text    not null,
    earned_on         date    not null,
    currency          char(3) not null,
    amount_minor      bigint  not null,
    payable_on        text    not null,
    holdback_share    numeric,
    holdback_days     int,
    uncollected_minor bigint  not null,
    held_back_minor   bigint  not null,
    constraint waiting_pk primary key (run_id, participant_id, ordinal),
    constraint waiting_looked_fk foreign key (run_id) references payable.looked (run_id),
    constraint waiting_on check (payable_on in ('BOOKING', 'INVOICE', 'COLLECTION')),
    constraint waiting_holdback check ((holdback_share is null) = (holdback_days is null))
);

create trigger looked_append_only before update or delete on payable.looked
    for each row execute function audit.refuse_change();
create trigger looked_no_truncate before truncate on payable.looked
    for each statement execute function audit.refuse_change();
create trigger waiting_append_only before update or delete on payable.waiting
    for each row execute function audit.refuse_change();
create trigger waiting_no_truncate before truncate on payable.waiting
    for each statement execute function audit.refuse_change();

grant select, insert on payable.looked, payable.waiting to attain_app;
