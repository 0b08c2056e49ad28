-- Which lock counted a revision, and whether that lock was undone: a reopened period has counted nothing, and what it
-- counted for earlier ones is late again.
alter table sales.settled_deal rename to settlement;
alter table sales.settlement
    add column by_period text,
    add column by_round  int not null default 1;
alter table sales.settlement disable trigger settled_deal_append_only;
update sales.settlement set by_period = period;
alter table sales.settlement enable trigger settled_deal_append_only;
alter table sales.settlement
    alter column by_period set not null,
    alter column by_round drop default,
    drop constraint settled_deal_pk,
    add constraint settlement_pk primary key (source, external_id, revision, period, by_period, by_round);

create table sales.undone_lock (
    period text        not null,
    round  int         not null,
    at     timestamptz not null,
    constraint undone_lock_pk primary key (period, round)
);
create trigger undone_lock_append_only before update or delete on sales.undone_lock
    for each row execute function audit.refuse_change();
create trigger undone_lock_no_truncate before truncate on sales.undone_lock
    for each statement execute function audit.refuse_change();

create view sales.settled_deal as
select s.source, s.external_id, s.revision, s.period
  from sales.settlement s
 where not exists (select from sales.undone_lock u where u.period = s.by_period and u.round = s.by_round);

grant select on sales.settled_deal to attain_app;
grant select, insert on sales.undone_lock to attain_app;
