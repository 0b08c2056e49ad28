-- The rates a run is paid at, written down when the payout of the run is first worked out.
create table payable.pay_rate (
    run_id        uuid    not null,
    from_currency char(3) not null,
    to_currency   char(3) not null,
    rate          numeric not null,
    listed_on     date    not null,
    constraint pay_rate_pk primary key (run_id, from_currency, to_currency),
    constraint pay_rate_of_two check (from_currency <> to_currency),
    constraint pay_rate_positive check (rate > 0)
);

-- What a lock paid someone of a plan that counts in another currency: all but paid_minor in the plan's.
create table payable.exchange (
    participant_id    text    not null,
    period_id         text    not null,
    run_id            uuid    not null,
    from_currency     char(3) not null,
    to_currency       char(3) not null,
    rate              numeric not null,
    listed_on         date    not null,
    earned_minor      bigint  not null,
    corrected_minor   bigint  not null,
    uncollected_minor bigint  not null,
    held_back_minor   bigint  not null,
    paid_minor        bigint  not null,
    constraint exchange_pk primary key (participant_id, run_id, from_currency),
    constraint exchange_of_two check (from_currency <> to_currency),
    constraint exchange_rate_positive check (rate > 0)
);

create trigger pay_rate_append_only before update or delete on payable.pay_rate
    for each row execute function audit.refuse_change();
create trigger pay_rate_no_truncate before truncate on payable.pay_rate
    for each statement execute function audit.refuse_change();
create trigger exchange_append_only before update or delete on payable.exchange
    for each row execute function audit.refuse_change();
create trigger exchange_no_truncate before truncate on payable.exchange
    for each statement execute function audit.refuse_change();
create trigger exchange_period before insert on payable.exchange
    for each row execute function period.refuse_unless('period_id', 'CLOSING', 'LOCKED');

grant select, insert on payable.pay_rate, payable.exchange to attain_app;
