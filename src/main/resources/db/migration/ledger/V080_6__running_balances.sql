-- Running balances: a projection of the entries that can be thrown away and built again. It stands at a mark, and what was
-- posted since is added when it is read, so that posting locks nothing and a reader never sees less than what is posted.
-- A transfer says in which transaction it was posted: those below the mark were all finished when the mark was set.
alter table ledger.transfer add column posted_in xid8 not null default pg_current_xact_id();
create index transfer_posted_in on ledger.transfer (posted_in);

create table ledger.balance (
    account_type   text   not null,
    participant_id text   not null,
    currency       char(3) not null,
    debits_minor   bigint not null,
    credits_minor  bigint not null,
    constraint balance_pk primary key (account_type, participant_id, currency)
);

create table ledger.balance_mark (
    only_one boolean     not null default true,
    up_to    xid8        not null,
    set_at   timestamptz not null,
    constraint balance_mark_pk primary key (only_one),
    constraint balance_mark_only_one check (only_one)
);
insert into ledger.balance_mark (up_to, set_at) values ('0', now());

create view ledger.posted_since as
select e.account_type, coalesce(e.participant_id, '') as participant_id, e.currency,
       greatest(e.amount_minor, 0) as debits_minor, greatest(-e.amount_minor, 0) as credits_minor
  from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
 where t.posted_in >= (select m.up_to from ledger.balance_mark m);

create view ledger.running_balance as
select b.account_type, b.participant_id, b.currency, sum(b.debits_minor)::bigint as debits_minor,
       sum(b.credits_minor)::bigint as credits_minor
  from (select * from ledger.balance union all select * from ledger.posted_since) b
 group by b.account_type, b.participant_id, b.currency;

-- The same from the entries alone, and which accounts say something else.
create view ledger.differing_balance as
select account_type, participant_id, currency, coalesce(r.debits_minor, 0) as kept_debits_minor,
       coalesce(r.credits_minor, 0) as kept_credits_minor, coalesce(e.debits_minor, 0) as debits_minor,
       coalesce(e.credits_minor, 0) as credits_minor
  from ledger.running_balance r
  full join (select account_type, coalesce(participant_id, '') as participant_id, currency,
                    sum(greatest(amount_minor, 0))::bigint as debits_minor,
                    sum(greatest(-amount_minor, 0))::bigint as credits_minor
               from ledger.entry group by 1, 2, 3) e using (account_type, participant_id, currency)
 where (coalesce(r.debits_minor, 0), coalesce(r.credits_minor, 0))
       is distinct from (coalesce(e.debits_minor, 0), coalesce(e.credits_minor, 0));

-- Moves the mark; whoever comes second at the same time does nothing.
create function ledger.advance_balances() returns void language plpgsql security definer
    set search_path = ledger, pg_catalog as $$
declare
    old_mark xid8;
    new_mark xid8 := pg_snapshot_xmin(pg_current_snapshot());
begin
    select up_to into old_mark from ledger.balance_mark for update skip locked;
    if old_mark is null or new_mark <= old_mark then
        return;
    end if;
    insert into ledger.balance
    select e.account_type, coalesce(e.participant_id, ''), e.currency, sum(greatest(e.amount_minor, 0)),
           sum(greatest(-e.amount_minor, 0))
      from ledger.entry e join ledger.transfer t on t.id = e.transfer_id
     where t.posted_in >= old_mark and t.posted_in < new_mark
     group by 1, 2, 3
    on conflict (account_type, participant_id, currency) do update
       set debits_minor = balance.debits_minor + excluded.debits_minor,
           credits_minor = balance.credits_minor + excluded.credits_minor;
    update ledger.balance_mark set up_to = new_mark, set_at = now();
end $$;

create function ledger.rebuild_balances() returns void language plpgsql security definer
    set search_path = ledger, pg_catalog as $$
begin
    perform 1 from ledger.balance_mark for update;
    delete from ledger.balance;
    update ledger.balance_mark set up_to = '0', set_at = now();
    perform ledger.advance_balances();
end $$;

-- What a check found; an account that differs is named with both figures.
create table ledger.balance_check (
    id        bigint generated always as identity,
    at        timestamptz not null,
    by        text        not null,
    accounts  bigint      not null,
    differing jsonb       not null,
    constraint balance_check_pk primary key (id)
);
create trigger balance_check_append_only before update or delete on ledger.balance_check
    for each row execute function audit.refuse_change();
create trigger balance_check_no_truncate before truncate on ledger.balance_check
    for each statement execute function audit.refuse_change();

revoke execute on function ledger.advance_balances(), ledger.rebuild_balances() from public;
grant execute on function ledger.advance_balances(), ledger.rebuild_balances() to attain_app;
grant select on ledger.balance, ledger.balance_mark, ledger.posted_since, ledger.running_balance,
    ledger.differing_balance to attain_app;
grant select, insert on ledger.balance_check to attain_app;
